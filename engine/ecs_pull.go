package engine

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"drydock/engine/network"
	"drydock/engine/policy"
	"drydock/engine/trace"
)

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

// layerBucket is the bucket of Amazon S3 in which Amazon ECR keeps the layers of a
// Region. "Create the Amazon S3 gateway endpoint", Amazon ECR User Guide.
func layerBucket(region string) string { return "prod-" + region + "-starport-layer-bucket" }

// fetchImage has the agent pull the image of a container, and tells how long that
// takes. On EC2 the agent falls back on an image that the instance has already:
// ECS_IMAGE_PULL_BEHAVIOR is default. "Amazon ECS container agent configuration".
func (w *World) fetchImage(t *task, at int) (time.Duration, startFault) {
	k, on := &t.Containers[at], w.on(t)
	f := w.mayPull(t, k, on)
	f.container = at
	if f.text != "" {
		if on == nil || !slices.Contains(on.Cached, k.Image) || f.silent && t.Unanswered != f.text {
			return 0, f
		}
	}
	img := w.s.Images.Get(k.Image)
	if img == nil {
		return 0, startFault{at, w.noSuchImage(k), false}
	}
	return w.pull(img, on), startFault{}
}

// mayPull is what keeps an image of a task from being pulled: the way to its registry
// and to its layers, and the permissions of a private one.
func (w *World) mayPull(t *task, k *container, on *containerInst) startFault {
	repository, private := w.repositoryOf(k.Image)
	switch {
	case !private:
		return w.publicPull(t, k)
	case on == nil:
		return w.fargatePull(t, k, repository)
	default:
		return w.instancePull(t, k, repository, on)
	}
}

// registryHost is the host of the registry that an image is in.
func registryHost(image string) string {
	if host, _, named := strings.Cut(image, "/"); named && strings.ContainsAny(host, ".:") {
		return host
	}
	return "registry-1.docker.io"
}

// publicPull: a public registry is in the internet. There is no endpoint of it.
func (w *World) publicPull(t *task, k *container) startFault {
	q := toHost(w.agentWire(t), registryHost(k.Image), https)
	path := w.reach(q, nil)
	if path.OK() {
		return startFault{}
	}
	t.Fault = w.explainUnreached(t, q)
	if t.LaunchType != launchFargate {
		return startFault{text: dockerTimeout(q.Host), silent: true}
	}
	return startFault{silent: true, text: fmt.Sprintf("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref %s: failed to do request: Head \"https://%s/\": %s",
		k.Image, q.Host, dialError(path, q.Host))}
}

// dockerTimeout is what Docker says of a registry that does not answer.
func dockerTimeout(host string) string {
	return fmt.Sprintf("CannotPullContainerError: Error response from daemon: Get \"https://%s/v2/\": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)", host)
}

// instancePull: the Docker daemon of an instance pulls from Amazon ECR, with a token
// that the agent gets with the instance role.
func (w *World) instancePull(t *task, k *container, repository string, on *containerInst) startFault {
	i := w.s.Instances.Get(on.Instance)
	rec := w.recorder()
	c, ok := w.instanceCaller(i, rec)
	if !ok {
		if rec != nil {
			t.Fault = w.explain(trace.Trace{Rule: "instance role", Subject: "the agent on " + w.shown(i.ID), Verdict: "no credentials", Steps: rec.Steps, Source: "Amazon ECS container instance IAM role, Amazon ECS Developer Guide"})
		}
		return startFault{text: "CannotPullECRContainerError: NoCredentialProviders: no valid providers in chain"}
	}
	a := &asker{w: w, t: t, c: c, wire: i.Interface}
	if said := a.asksAt(w.toAction(a.wire, regionOf(repository), getToken), getToken, "*"); !said.ok() {
		return startFault{text: "CannotPullECRContainerError: " + said.text, silent: said.silent}
	}
	for _, action := range pullActions {
		said := a.asksAt(w.toRegistry(a.wire, repository), action, repository)
		switch {
		case said.silent:
			return startFault{text: dockerTimeout(registryHost(k.Image)), silent: true}
		case !said.ok():
			return startFault{text: fmt.Sprintf("CannotPullContainerError: Error response from daemon: pull access denied for %s, repository does not exist or may require 'docker login': denied: %s",
				untagged(k.Image), strings.TrimPrefix(said.text, "AccessDeniedException: "))}
		}
	}
	a.useful(checkLayers, repository)
	return w.fetchLayers(a, regionOf(repository))
}

// fargatePull: Fargate pulls from Amazon ECR with the execution role.
func (w *World) fargatePull(t *task, k *container, repository string) startFault {
	c, ok := w.executionCaller(t)
	if !ok {
		return startFault{text: "CannotPullContainerError: there is no execution role to pull with"}
	}
	a := &asker{w: w, t: t, c: c, wire: w.agentWire(t)}
	for _, action := range pullActions {
		said := a.asksAt(w.toRegistry(a.wire, repository), action, repository)
		switch {
		case said.silent:
			return startFault{silent: true, text: fmt.Sprintf("CannotPullContainerError: The task cannot pull %s from the Amazon ECR repository URI. There is a connection issue between the task and Amazon ECR. Check your task network configuration.", k.Image)}
		case !said.ok():
			return startFault{text: fmt.Sprintf("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref %s: 403 Forbidden", k.Image)}
		}
	}
	a.useful(checkLayers, repository)
	return w.fetchLayers(a, regionOf(repository))
}

// getToken is the action that gives the token of the registries of an account.
const getToken = "ecr:GetAuthorizationToken"

// toRegistry is a connection to the registry of Amazon ECR that a repository is in.
func (w *World) toRegistry(from, repository string) network.Query {
	return w.toEndpointIn(from, regionOf(repository), awsEndpointNamed("ecr.dkr"))
}

// fetchLayers gets the layers of an image, which Amazon ECR keeps in Amazon S3: by a
// signed address, so that of policies only that of an endpoint on the way is asked.
func (w *World) fetchLayers(a *asker, region string) startFault {
	bucket := layerBucket(region)
	host := bucket + ".s3." + region + ".amazonaws.com"
	fargate := a.t.LaunchType == launchFargate
	path, said := a.reaches(w.toEndpointIn(a.wire, region, awsEndpointNamed("s3")))
	if !said.ok() {
		dial := dialError(path, host)
		if fargate {
			return startFault{silent: true, text: fmt.Sprintf("CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request: Get \"https://%s/\": %s", host, dial)}
		}
		return startFault{silent: true, text: fmt.Sprintf("CannotPullContainerError: error pulling image configuration: download failed after attempts=6: %s", dial)}
	}
	rec := w.recorder()
	object := "arn:aws:s3:::" + bucket + "/*"
	if d := w.endpointAdmits(path, &a.c, "s3:GetObject", object, rec); d.Effect != policy.Allowed {
		if rec != nil {
			r := policy.Request{Principal: a.c.who, Action: "s3:GetObject", Resource: object}
			a.t.Fault = w.explain(authorisation(&r, d, rec))
		}
		if fargate {
			return startFault{text: "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code https://" + host + "/: 403 Forbidden"}
		}
		return startFault{text: "CannotPullContainerError: error pulling image configuration: download failed after attempts=1: error parsing HTTP 403 response body"}
	}
	return startFault{}
}

// pull is how long an image takes to an instance, or to Fargate, which keeps no
// image from one task to the next.
func (w *World) pull(img *image, c *containerInst) time.Duration {
	d := w.cfg.Delays
	if c != nil && slices.Contains(c.Cached, img.URI) {
		return d.CachedPull
	}
	return d.PullBase + time.Duration(img.Size)*d.PullPerMiB
}

// noSuchImage is what is told of an image that does not exist.
func (w *World) noSuchImage(k *container) string {
	repository := untagged(k.Image)
	for img := range w.s.Images.All() {
		if strings.HasPrefix(img.URI, repository+":") || strings.HasPrefix(img.URI, repository+"@") {
			return fmt.Sprintf("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref %s: %s: not found", k.Image, k.Image)
		}
	}
	return fmt.Sprintf("CannotPullContainerError: Error response from daemon: API error (404): repository %s not found", repository)
}

// untagged is the name of an image without its tag and digest.
func untagged(image string) string {
	name, _, _ := strings.Cut(image, "@")
	if colon := strings.LastIndexByte(name, ':'); colon > strings.LastIndexByte(name, '/') {
		name = name[:colon]
	}
	return name
}
