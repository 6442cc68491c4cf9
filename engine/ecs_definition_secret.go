package engine

import (
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
)

const maxEnvironmentFiles = 10 // of a container. "Task definition parameters"

// environmentFile is the ARN of an object in S3 whose name ends in .env.
var environmentFile = regexp.MustCompile(`^arn:aws[a-z-]*:s3:::[^/]+/.*\.env$`)

// checkEnvironment checks environment variables and files of them. "Passing
// environment variables to a container".
func checkEnvironment(c *api.ContainerDefinition) *api.Error {
	for _, v := range c.Environment {
		if v.Name == "" {
			return clientError("Container '%s': an environment variable needs a name.", c.Name).Ours()
		}
	}
	if len(c.EnvironmentFiles) > maxEnvironmentFiles {
		return clientError("Container '%s' has more than %d environmentFiles.", c.Name, maxEnvironmentFiles).Ours()
	}
	for _, f := range c.EnvironmentFiles {
		if !environmentFile.MatchString(f.Value) {
			return clientError("Container '%s': the environment file '%s' is not the ARN of an object in Amazon S3 whose name ends in .env.", c.Name, f.Value).Ours()
		}
	}
	return nil
}

// Where the value of a secret is kept.
const (
	fromSecretsManager = "asm"
	fromParameterStore = "ssm"
)

// The forms of valueFrom. "Using Secrets Manager to secure sensitive data" and
// "Passing environment variables through SSM Parameter Store".
var (
	secretARN     = regexp.MustCompile(`^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:([^:]+)(?::([^:]*):([^:]*):([^:]*))?$`)
	parameterARN  = regexp.MustCompile(`^arn:aws[a-z-]*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+$`)
	parameterName = regexp.MustCompile(`^[A-Za-z0-9_.\-/]+$`)
)

// secretFrom says where the value of a secret is kept; false when valueFrom has
// none of the forms. A bare name is always a parameter.
func secretFrom(valueFrom string) (string, bool) {
	if m := secretARN.FindStringSubmatch(valueFrom); m != nil {
		return fromSecretsManager, m[3] == "" || m[4] == "" // a stage and a version exclude each other
	}
	return fromParameterStore, parameterARN.MatchString(valueFrom) || parameterName.MatchString(valueFrom)
}

// checkSecrets checks secrets, and that there is a role that can read them.
func (d *taskDefinition) checkSecrets(c *api.ContainerDefinition) *api.Error {
	log := c.LogConfiguration
	if log == nil {
		log = &api.LogConfiguration{}
	}
	for _, s := range slices.Concat(c.Secrets, log.SecretOptions) {
		if _, ok := secretFrom(s.ValueFrom); !ok || s.Name == "" {
			return clientError("Container '%s': '%s' of the secret '%s' is no ARN or name of a parameter, and no ARN of a secret.", c.Name, s.ValueFrom, s.Name).Ours()
		}
	}
	for i, s := range c.Secrets {
		if slices.ContainsFunc(c.Secrets[:i], func(o api.Secret) bool { return o.Name == s.Name }) ||
			slices.ContainsFunc(c.Environment, func(v api.KeyValuePair) bool { return v.Name == s.Name }) {
			return clientError("The secret name must be unique and not shared with any new or existing environment variables set on the container, such as '%s'.", s.Name).Ours()
		}
	}
	if d.Body.ExecutionRoleArn != "" {
		return nil
	}
	const role = ", you must also specify a value for 'executionRoleArn'."
	switch {
	case len(c.Secrets) > 0:
		return clientError("When you are specifying container secrets%s", role)
	case len(log.SecretOptions) > 0:
		return clientError("When you are specifying secretOptions of a log configuration%s", role).Ours()
	case len(c.EnvironmentFiles) > 0:
		return clientError("When you are specifying environment files%s", role).Ours()
	case c.RepositoryCredentials != nil:
		return clientError("When you are specifying repository credentials%s", role).Ours()
	}
	return nil
}

// checkLogs checks the options of a log driver. "Using the awslogs log driver".
func checkLogs(c *api.ContainerDefinition) *api.Error {
	if f := c.FirelensConfiguration; f != nil {
		if kind, given := f.Options["config-file-type"]; given && kind != "s3" && kind != "file" {
			return clientError("Container '%s': config-file-type must be s3 or file.", c.Name).Ours()
		}
	}
	l := c.LogConfiguration
	if l == nil {
		return nil
	}
	var missing []string
	for _, option := range []string{"awslogs-group", "awslogs-region"} {
		if l.LogDriver == "awslogs" && l.Options[option] == "" {
			missing = append(missing, option)
		}
	}
	mode := l.Options["mode"]
	switch {
	case len(missing) > 0:
		return clientError("Log driver awslogs requires options: %s", strings.Join(missing, ", "))
	case mode != "" && mode != "blocking" && mode != "non-blocking":
		return clientError("Container '%s': the mode of a log driver is blocking or non-blocking.", c.Name).Ours()
	}
	return nil
}
