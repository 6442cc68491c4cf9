package engine

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"drydock/engine/api"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

// What an agent fetches before the first container of a task starts, and with
// whose permissions. On Fargate all of it is the task execution role's: there is no
// instance. On EC2 the execution role reads secrets and environment files, and the
// instance role pulls images and writes logs. "Amazon ECS task execution IAM role",
// "Amazon ECS container instance IAM role".
//
// Secrets, parameters, environment files and log groups are not simulated: each is
// taken to be there, and only the permission is asked for.

// denied is what an SDK says of a call that was refused.
func denied(r *policy.Request, d policy.Decision) string {
	return "AccessDeniedException: " + policy.Denied(r, d)
}

// asker asks, for one task, whether a role may do what the agent needs.
type asker struct {
	w    *World
	t    *task
	c    caller
	keys policy.Context
}

// allows asks for one action; more are pairs of condition keys and values. When it is
// denied the trace is kept beside the task.
func (a *asker) allows(action, resource string, more ...string) (text string, ok bool) {
	with := a.keys
	if len(more) > 0 {
		with = plus(with, more...)
	}
	r, d := a.w.may(&a.c, a.t.rightsFor(), action, resource, with)
	if d.Effect == policy.Allowed {
		return "", true
	}
	a.t.Fault = a.w.explainDenied(&a.c, action, resource, with)
	return denied(&r, d), false
}

// explainDenied decides once more, for the words.
func (w *World) explainDenied(c *caller, action, resource string, with policy.Context) int {
	rec := w.recorder()
	if rec == nil {
		return 0
	}
	r, d := w.ask(c, action, resource, with, rec)
	return w.explain(authorisation(&r, d, rec))
}

// publicAddress is the address from which AWS sees what a task's containers call: its
// own, or that of its instance; empty where it has no public one.
func (w *World) publicAddress(t *task) string {
	if i := w.s.Interfaces.Get(t.Interface); i != nil {
		return i.PublicIP
	}
	return w.hostAddress(t)
}

// hostAddress is the public address of a task's instance; empty for none.
func (w *World) hostAddress(t *task) string {
	if c := w.on(t); c != nil {
		return w.s.Interfaces.Get(w.s.Instances.Get(c.Instance).Interface).PublicIP
	}
	return ""
}

// callKeys are the condition keys of what a task's containers call.
func (w *World) callKeys(t *task) policy.Context { return fromAddress(w.publicAddress(t)) }

// agentKeys are those of what the agent calls for a task: on EC2 from the instance,
// whatever interface the task has.
func (w *World) agentKeys(t *task) policy.Context {
	if t.LaunchType == launchFargate {
		return w.callKeys(t)
	}
	return fromAddress(w.hostAddress(t))
}

// fromAddress are the keys of a call that comes from an address; none for none.
func fromAddress(public string) policy.Context { return keyed("aws:SourceIp", public) }

// prepare has the agent fetch what a task needs before its images are pulled. It
// reports whether the task goes on. The order is engine's choice: token, secrets and
// parameters, environment files, log streams; volumes come after the images.
func (w *World) prepare(t *task) bool {
	d := w.s.Definitions.Get(t.Definition)
	c, hasRole := w.executionCaller(t)
	a := &asker{w: w, t: t, c: c, keys: w.agentKeys(t)}
	fargate := t.LaunchType == launchFargate
	const init = "ResourceInitializationError: "
	fail := func(k *container, text string) bool {
		k.Reason = text
		w.failToStart(t, text)
		return false
	}
	if fargate && hasRole {
		for i := range t.Containers {
			if _, private := w.repositoryOf(t.Containers[i].Image); !private {
				continue
			}
			if text, ok := a.allows("ecr:GetAuthorizationToken", "*"); !ok {
				return fail(&t.Containers[i], init+"unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): "+text)
			}
			break // one token for all
		}
	}
	for i := range d.Body.ContainerDefinitions {
		for _, valueFrom := range secretsOf(&d.Body.ContainerDefinitions[i]) {
			if text, ok := w.readsSecret(a, hasRole, valueFrom); !ok {
				if fargate {
					text = init + "unable to pull secrets or registry auth: execution resource retrieval failed: " + text
				}
				return fail(&t.Containers[i], text)
			}
		}
	}
	for i := range d.Body.ContainerDefinitions {
		for _, f := range d.Body.ContainerDefinitions[i].EnvironmentFiles {
			if text, ok := w.readsFile(a, hasRole, f.Value); !ok {
				text = "failed to download env files: file download command: non-empty error stream: service call has been retried 1 time(s): " + text
				if fargate {
					text = init + text
				}
				return fail(&t.Containers[i], text)
			}
		}
	}
	if !fargate {
		return true
	}
	for i := range d.Body.ContainerDefinitions {
		if text, ok := w.opensLog(a, t, &d.Body.ContainerDefinitions[i], hasRole); !ok {
			return fail(&t.Containers[i], init+"failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: "+text+" : exit status 1")
		}
	}
	return true
}

// secretsOf are the secrets that the execution role reads for a container: those of
// its variables, of its log driver, and the credentials of its registry.
func secretsOf(c *api.ContainerDefinition) []string {
	var out []string
	if c.RepositoryCredentials != nil {
		out = append(out, c.RepositoryCredentials.CredentialsParameter)
	}
	for _, s := range c.Secrets {
		out = append(out, s.ValueFrom)
	}
	if c.LogConfiguration != nil {
		for _, s := range c.LogConfiguration.SecretOptions {
			out = append(out, s.ValueFrom)
		}
	}
	return out
}

// readsSecret asks whether the execution role may read a secret or a parameter, and
// decrypt it where a customer managed key encrypts it.
func (w *World) readsSecret(a *asker, hasRole bool, valueFrom string) (text string, ok bool) {
	store, _ := secretFrom(valueFrom)
	action, resource, words := "secretsmanager:GetSecretValue", w.secretARN(valueFrom), ""
	fargate := a.t.LaunchType == launchFargate
	switch {
	case store == fromParameterStore:
		action, resource = "ssm:GetParameters", w.parameterARN(valueFrom)
		words = "Fetching secret data from SSM Parameter Store in " + w.cfg.Region + ": "
		if fargate {
			words = "unable to retrieve secrets from ssm: service call has been retried 1 time(s): "
		}
	case fargate:
		words = fmt.Sprintf("unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret %s from secrets manager: ", resource)
	default:
		words = fmt.Sprintf("Fetching secret data from AWS Secrets Manager in region %s: secret %s: ", w.cfg.Region, resource)
	}
	if !hasRole {
		return words + "no role to read it with", false
	}
	if text, ok := a.allows(action, resource); !ok {
		return words + text, false
	}
	if f := w.fact(resource); f != nil && f.Key != "" {
		if _, ok := a.allows("kms:Decrypt", f.Key, "kms:ViaService", strings.Split(action, ":")[0]+"."+w.cfg.Region+".amazonaws.com", "aws:ViaAWSService", "true"); !ok {
			return words + "AccessDeniedException: Access to KMS is not allowed", false
		}
	}
	return "", true
}

// secretARN is the ARN of a secret in valueFrom, without the JSON key, the stage and
// the version that may follow it.
func (w *World) secretARN(valueFrom string) string {
	parts := strings.SplitN(valueFrom, ":", 8)
	if len(parts) < 7 {
		return "arn:aws:secretsmanager:" + w.cfg.Region + ":" + w.cfg.Account + ":secret:" + valueFrom
	}
	return strings.Join(parts[:7], ":")
}

// parameterARN is the ARN of a parameter that is named by it or by its name. The
// name /x/y gives parameter/x/y.
func (w *World) parameterARN(valueFrom string) string {
	if strings.HasPrefix(valueFrom, "arn:") {
		return valueFrom
	}
	return "arn:aws:ssm:" + w.cfg.Region + ":" + w.cfg.Account + ":parameter/" + strings.TrimPrefix(valueFrom, "/")
}

// readsFile asks whether the execution role may read a file of environment
// variables: both the object and where its bucket is. "Pass environment variables
// to an Amazon ECS container".
func (w *World) readsFile(a *asker, hasRole bool, object string) (text string, ok bool) {
	const forbidden = "operation error S3: HeadObject, https response error StatusCode: 403, api error Forbidden: Forbidden"
	if !hasRole {
		return forbidden, false
	}
	bucket, _, _ := strings.Cut(object, "/")
	for _, need := range []struct{ action, resource string }{{"s3:GetBucketLocation", bucket}, {"s3:GetObject", object}} {
		if _, ok := a.allows(need.action, need.resource); !ok {
			return forbidden, false
		}
	}
	return "", true
}

// opensLog asks whether a role may make the log stream of a container, and its
// group if it is to.
func (w *World) opensLog(a *asker, t *task, c *api.ContainerDefinition, hasRole bool) (text string, ok bool) {
	l := c.LogConfiguration
	if l == nil || l.LogDriver != "awslogs" {
		return "", true
	}
	if !hasRole {
		return "NoCredentialProviders: no valid providers in chain", false
	}
	group := "arn:aws:logs:" + cmp.Or(l.Options["awslogs-region"], w.cfg.Region) + ":" + w.cfg.Account + ":log-group:" + l.Options["awslogs-group"]
	if l.Options["awslogs-create-group"] == "true" {
		if text, ok := a.allows("logs:CreateLogGroup", group+":*"); !ok {
			return text, false
		}
	}
	stream := t.ID // of a container without a prefix it is its Docker id
	if prefix := l.Options["awslogs-stream-prefix"]; prefix != "" {
		stream = prefix + "/" + c.Name + "/" + t.ID
	}
	if text, ok := a.allows("logs:CreateLogStream", group+":log-stream:"+stream); !ok {
		return text, false
	}
	w.useful(&a.c, t.rightsFor(), "logs:PutLogEvents", group+":log-stream:"+stream, a.keys)
	return "", true
}

// ecrRepository takes the name of an image in a private registry of Amazon ECR
// apart: the account, the Region, the repository.
var ecrRepository = regexp.MustCompile(`^([0-9]{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?/([^:@]+)`)

// repositoryOf is the ARN of the private repository that an image is in; false for
// an image that is in none of Amazon ECR.
func (w *World) repositoryOf(image string) (arn string, private bool) {
	m := ecrRepository.FindStringSubmatch(image)
	if m == nil {
		return "", false
	}
	return "arn:aws:ecr:" + m[2] + ":" + m[1] + ":repository/" + m[3], true
}

// pullActions are what a pull of an image needs on its repository, beside the token:
// what AmazonEC2ContainerRegistryPullOnly allows. "AWS managed policies for Amazon
// Elastic Container Registry". The policies of ECS allow checkLayers too.
var pullActions = [...]string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"}

const checkLayers = "ecr:BatchCheckLayerAvailability"

// mayPull asks whether an image of a task may be pulled. It reports whether the
// task goes on. On EC2 the agent falls back on an image that the instance has
// already: ECS_IMAGE_PULL_BEHAVIOR is default. "Amazon ECS container agent
// configuration".
func (w *World) mayPull(t *task, k *container, on *containerInst) bool {
	repository, private := w.repositoryOf(k.Image)
	if !private {
		return true
	}
	reason := ""
	if on == nil {
		reason = w.fargatePullDenied(t, k, repository)
	} else {
		reason = w.instancePullDenied(t, k, repository, on)
	}
	if reason == "" || on != nil && slices.Contains(on.Cached, k.Image) {
		t.Fault = 0
		return true
	}
	k.Reason, t.PullStopped = reason, w.s.Now
	w.failToStart(t, reason)
	return false
}

// instancePullDenied is why the Docker daemon of an instance may not pull; empty
// when it may.
func (w *World) instancePullDenied(t *task, k *container, repository string, on *containerInst) string {
	i := w.s.Instances.Get(on.Instance)
	rec := w.recorder()
	c, ok := w.instanceCaller(i, rec)
	if !ok {
		if rec != nil {
			t.Fault = w.explain(trace.Trace{Rule: "instance role", Subject: "the agent on " + w.shown(i.ID), Verdict: "no credentials", Steps: rec.Steps, Source: "Amazon ECS container instance IAM role, Amazon ECS Developer Guide"})
		}
		return "CannotPullECRContainerError: NoCredentialProviders: no valid providers in chain"
	}
	a := &asker{w: w, t: t, c: c, keys: w.agentKeys(t)}
	if text, ok := a.allows("ecr:GetAuthorizationToken", "*"); !ok {
		return "CannotPullECRContainerError: " + text
	}
	name, _, _ := strings.Cut(k.Image, "@")
	if colon := strings.LastIndexByte(name, ':'); colon > strings.LastIndexByte(name, '/') {
		name = name[:colon]
	}
	for _, action := range pullActions {
		if text, ok := a.allows(action, repository); !ok {
			return fmt.Sprintf("CannotPullContainerError: Error response from daemon: pull access denied for %s, repository does not exist or may require 'docker login': denied: %s",
				name, strings.TrimPrefix(text, "AccessDeniedException: "))
		}
	}
	w.useful(&a.c, t.rightsFor(), checkLayers, repository, a.keys)
	return ""
}

// fargatePullDenied is why the execution role may not pull; empty when it may.
func (w *World) fargatePullDenied(t *task, k *container, repository string) string {
	c, ok := w.executionCaller(t)
	if !ok {
		return "CannotPullContainerError: there is no execution role to pull with"
	}
	a := &asker{w: w, t: t, c: c, keys: w.agentKeys(t)}
	for _, action := range pullActions {
		if _, ok := a.allows(action, repository); !ok {
			return fmt.Sprintf("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref %s: 403 Forbidden", k.Image)
		}
	}
	w.useful(&a.c, t.rightsFor(), checkLayers, repository, a.keys)
	return ""
}

// logDriverFails is why, on EC2, the log driver of a container cannot make its
// stream; empty when it can. It asks with the instance role, unless the instance's
// agent is told to use the execution role. "Amazon ECS container agent
// configuration".
func (w *World) logDriverFails(t *task, c *api.ContainerDefinition) string {
	on := w.on(t)
	if on == nil || c.LogConfiguration == nil || c.LogConfiguration.LogDriver != "awslogs" {
		return ""
	}
	i := w.s.Instances.Get(on.Instance)
	role, ok := w.instanceCaller(i, nil)
	if agentSays(i.UserData, "ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE") {
		if e, has := w.executionCaller(t); has {
			role, ok = e, true
		}
	}
	a := &asker{w: w, t: t, c: role, keys: w.agentKeys(t)}
	text, ok := w.opensLog(a, t, c, ok)
	if ok {
		return ""
	}
	return "failed to initialize logging driver: failed to create Cloudwatch log stream: " + text
}
