package engine

import (
	"strconv"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// fileSystemDenied is why a file system's policy refuses a mount; empty when it
// does not. A file system without a policy of its own grants full access to
// whoever reaches it, with IAM authorization or without: that is the default
// policy. With one, a mount with IAM authorization is the task role's, and one
// without is nobody's. "Using IAM to control file system data access", Amazon EFS
// User Guide.
func (w *World) fileSystemDenied(t *task, v *api.EFSVolumeConfiguration, rec *trace.Recorder) string {
	arn := "arn:aws:elasticfilesystem:" + w.cfg.Region + ":" + w.cfg.Account + ":file-system/" + v.FileSystemId
	if f := w.fact(arn); f == nil || f.Policy == "" {
		return ""
	}
	const refused = "b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'"
	const mount = "elasticfilesystem:ClientMount"
	c := caller{}
	if a := v.AuthorizationConfig; a != nil && a.Iam == "ENABLED" {
		var ok bool
		if c, ok = w.credentials(t, rec); !ok {
			return refused
		}
	} else {
		rec.Add(true, "IAM authorization", "off", "the mount is anonymous")
	}
	var with policy.Context
	with.Set("elasticfilesystem:AccessedViaMountTarget", "true")
	with.Set("aws:SecureTransport", strconv.FormatBool(v.TransitEncryption == "ENABLED"))
	_, d := w.ask(&c, mount, arn, with, rec)
	if c.role != nil {
		w.used(c.role.ARN, t.rightsFor(), mount, arn, d.Effect == policy.Allowed)
		for _, action := range []string{"elasticfilesystem:ClientWrite", "elasticfilesystem:ClientRootAccess"} {
			w.useful(&c, t.rightsFor(), action, arn, with)
		}
	}
	if d.Effect == policy.Allowed {
		return ""
	}
	rec.Add(false, mount, "denied", d.String())
	return refused
}
