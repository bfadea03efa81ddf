module kubelb.k8c.io/toolchain/images

go 1.26.0
