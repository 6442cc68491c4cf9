package engine

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// What an agent fetches before the first container of a task starts, and with
// whose permissions. On Fargate all of it is the task execution role's: there is no
// instance. On EC2 the execution role reads secrets and environment files, and the
// instance role pulls images and writes logs. "Amazon ECS task execution IAM role",
// "Amazon ECS container instance IAM role".
//
// Secrets, parameters, environment files and log groups are not simulated: each is
// taken to be there, and only the way to it and the permission are asked for.

// startFault is what keeps a task from starting; the zero fault is none.
type startFault struct {
	container int
	text      string // what its container, and on Fargate the task, is told
	silent    bool   // nothing answered: it takes a time-out to know
}

// taskFetches has the agent fetch what a task needs: token, secrets and parameters,
// environment files, log streams, images. The order is engine's choice; volumes come
// after the images. What gets no answer is asked once more, when the time for it is
// over.
func (w *World) taskFetches(t *task) {
	f := w.prepare(t)
	var longest time.Duration
	pulls := f.text == ""
	for i := 0; i < len(t.Containers) && f.text == ""; i++ {
		var took time.Duration
		took, f = w.fetchImage(t, i)
		longest = max(longest, took)
	}
	switch {
	case f.silent && t.Unanswered != f.text:
		t.Unanswered = f.text
		w.after(w.cfg.Delays.ConnectTimeout, workFetch, 0, t.ARN)
	case f.text != "":
		if pulls {
			t.PullStopped = w.s.Now
		}
		t.Containers[f.container].Reason = f.text
		w.failToStart(t, f.text)
	default:
		t.Fault, t.Unanswered = 0, ""
		w.after(longest, workStart, 0, t.ARN)
	}
}

// taskFetchesAgain: what got no answer has had time enough.
func (w *World) taskFetchesAgain(work sim.Work) {
	if t := w.taskAt(work, taskActivating); t != nil {
		w.taskFetches(t)
	}
}

const initFailed = "ResourceInitializationError: "

// prepare fetches what comes before the images.
func (w *World) prepare(t *task) startFault {
	c, hasRole := w.executionCaller(t)
	fargate := t.LaunchType == launchFargate
	a := &asker{w: w, t: t, c: c, wire: w.tokenWire(t)}
	if fargate && hasRole {
		if f := w.fetchToken(a); f.text != "" {
			return f
		}
	}
	d := w.s.Definitions.Get(t.Definition)
	for i := range d.Body.ContainerDefinitions {
		for _, valueFrom := range secretsOf(&d.Body.ContainerDefinitions[i]) {
			if said := w.readsSecret(a, hasRole, valueFrom); !said.ok() {
				return startFault{i, said.text, said.silent}
			}
		}
	}
	a.wire = w.agentWire(t)
	for i := range d.Body.ContainerDefinitions {
		for _, f := range d.Body.ContainerDefinitions[i].EnvironmentFiles {
			if said := w.readsFile(a, hasRole, f.Value); !said.ok() {
				text := "failed to download env files: file download command: non-empty error stream: service call has been retried 1 time(s): " + said.text
				if fargate {
					text = initFailed + text
				}
				return startFault{i, text, said.silent}
			}
		}
	}
	if !fargate {
		return startFault{}
	}
	for i := range d.Body.ContainerDefinitions {
		said := w.opensLog(a, t, &d.Body.ContainerDefinitions[i], hasRole)
		switch {
		case said.silent:
			return startFault{i, initFailed + "failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed", true}
		case !said.ok():
			return startFault{i, initFailed + "failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: " + said.text + " : exit status 1", false}
		}
	}
	return startFault{}
}

// fetchToken gets the token of the registry, one for all private images.
func (w *World) fetchToken(a *asker) startFault {
	for i := range a.t.Containers {
		repository, private := w.repositoryOf(a.t.Containers[i].Image)
		if !private {
			continue
		}
		said := a.asksAt(w.toAction(a.wire, regionOf(repository), getToken), getToken, "*")
		switch {
		case said.silent:
			return startFault{i, initFailed + "unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR. " +
				"Check your task network configuration. operation error ECR: GetAuthorizationToken, exceeded maximum number of attempts, 3, " + said.text, true}
		case !said.ok():
			return startFault{i, initFailed + "unable to pull secrets or registry auth: execution resource retrieval failed: unable to retrieve ecr registry auth: service call has been retried 1 time(s): " + said.text, false}
		}
		break
	}
	return startFault{}
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

// readsSecret has the execution role read a secret or a parameter, and decrypt it
// where a customer managed key encrypts it.
func (w *World) readsSecret(a *asker, hasRole bool, valueFrom string) outcome {
	store, _ := secretFrom(valueFrom)
	action, resource := "secretsmanager:GetSecretValue", w.secretARN(valueFrom)
	if store == fromParameterStore {
		action, resource = "ssm:GetParameters", w.parameterARN(valueFrom)
	}
	said := outcome{text: "no role to read it with"}
	if hasRole {
		said = a.asks(action, resource)
	}
	if f := w.fact(resource); said.ok() && f != nil && f.Key != "" {
		// The store decrypts it, and asks with the role's permissions.
		own := &asker{w: a.w, t: a.t, c: a.c, wire: ownNetwork}
		if !own.asks("kms:Decrypt", f.Key, "kms:ViaService", strings.Split(action, ":")[0]+"."+w.cfg.Region+".amazonaws.com", "aws:ViaAWSService", "true").ok() {
			said.text = "AccessDeniedException: Access to KMS is not allowed"
		}
	}
	if said.ok() {
		return said
	}
	said.text = w.secretWords(a.t, store, resource, said)
	return said
}

// secretWords is what is told of a secret or parameter that could not be read. The
// wordings are observed.
func (w *World) secretWords(t *task, store, resource string, said outcome) string {
	const auth = initFailed + "unable to pull secrets or registry auth: "
	fromSSM := store == fromParameterStore
	switch {
	case t.LaunchType != launchFargate && fromSSM:
		return "Fetching secret data from SSM Parameter Store in " + w.cfg.Region + ": " + said.text
	case t.LaunchType != launchFargate:
		return fmt.Sprintf("Fetching secret data from AWS Secrets Manager in region %s: secret %s: %s", w.cfg.Region, resource, said.text)
	case said.silent && fromSSM:
		return auth + "unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue between the task and AWS Systems Manager Parameter Store. " +
			"Check your task network configuration. RequestCanceled: request context canceled caused by: context deadline exceeded"
	case said.silent:
		return auth + "unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager. Check your task network configuration. failed to fetch secret " + resource +
			" from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded"
	case fromSSM:
		return auth + "execution resource retrieval failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): " + said.text
	}
	return auth + fmt.Sprintf("execution resource retrieval failed: unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret %s from secrets manager: %s", resource, said.text)
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

// readsFile has the execution role read a file of environment variables: both the
// object and where its bucket is. "Pass environment variables to an Amazon ECS
// container".
func (w *World) readsFile(a *asker, hasRole bool, object string) outcome {
	const forbidden = "operation error S3: HeadObject, https response error StatusCode: 403, api error Forbidden: Forbidden"
	if !hasRole {
		return outcome{text: forbidden}
	}
	bucket, _, _ := strings.Cut(object, "/")
	for _, need := range []struct{ action, resource string }{{"s3:GetBucketLocation", bucket}, {"s3:GetObject", object}} {
		said := a.asks(need.action, need.resource)
		switch {
		case said.silent:
			return outcome{"operation error S3: HeadObject, exceeded maximum number of attempts, 3, " + said.text, true}
		case !said.ok():
			return outcome{text: forbidden}
		}
	}
	return outcome{}
}

// opensLog has a role make the log stream of a container, and its group if it is to.
func (w *World) opensLog(a *asker, t *task, c *api.ContainerDefinition, hasRole bool) outcome {
	l := c.LogConfiguration
	if l == nil || l.LogDriver != "awslogs" {
		return outcome{}
	}
	if !hasRole {
		return outcome{text: "NoCredentialProviders: no valid providers in chain"}
	}
	group := "arn:aws:logs:" + cmp.Or(l.Options["awslogs-region"], w.cfg.Region) + ":" + w.cfg.Account + ":log-group:" + l.Options["awslogs-group"]
	if l.Options["awslogs-create-group"] == "true" {
		if said := a.asks("logs:CreateLogGroup", group+":*"); !said.ok() {
			return said
		}
	}
	stream := t.ID // of a container without a prefix it is its Docker id
	if prefix := l.Options["awslogs-stream-prefix"]; prefix != "" {
		stream = prefix + "/" + c.Name + "/" + t.ID
	}
	if said := a.asks("logs:CreateLogStream", group+":log-stream:"+stream); !said.ok() {
		return said
	}
	a.useful("logs:PutLogEvents", group+":log-stream:"+stream)
	return outcome{}
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
	a := &asker{w: w, t: t, c: role, wire: i.Interface}
	if said := w.opensLog(a, t, c, ok); !said.ok() {
		return "failed to initialize logging driver: failed to create Cloudwatch log stream: " + said.text
	}
	return ""
}
