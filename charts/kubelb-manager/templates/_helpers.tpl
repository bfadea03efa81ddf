{{- define "kubelb-manager.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- .Values.nameOverride | default "kubelb-manager" | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "kubelb-manager.selector" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default "kubelb-manager" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "kubelb-manager.labels" -}}
{{ include "kubelb-manager.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}
