{{- define "kubelb-ccm.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- .Values.nameOverride | default "kubelb-ccm" | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "kubelb-ccm.selector" -}}
app.kubernetes.io/name: {{ .Values.nameOverride | default "kubelb-ccm" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "kubelb-ccm.labels" -}}
{{ include "kubelb-ccm.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}
