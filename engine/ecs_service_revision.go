package engine

import (
	"slices"

	"drydock/engine/api"
	"drydock/engine/scaling"
	"drydock/engine/sim"
)

// serviceRevision is what a deployment of a service is to bring about: those of its
// settings whose change starts a deployment. It never changes. "Amazon ECS service
// revisions", Amazon ECS Developer Guide.
type serviceRevision struct {
	ARN, Service  string
	Definition    string // ARN
	LaunchType    string
	Platform      string
	Providers     []scaling.Item
	Network       *networkConfig
	LoadBalancers []balanced
	Volume        *volumeConfig
	CreatedAt     sim.Time
}

// historyStream draws the ids that hang on a deployment's. They are no draw from
// the world's ids, so that history shifts none of these.
func historyStream(kind, deployment string) *sim.Stream {
	s := sim.NewStream(0, kind+" "+deployment)
	return &s
}

// newRevision keeps a service as it stands as a revision, that of its primary
// deployment.
func (w *World) newRevision(s *service) {
	r := &serviceRevision{
		ARN:     w.ecsARN("service-revision", s.Cluster+"/"+s.Name+"/"+historyStream("revision", s.Deployment.ID).Digits(19)),
		Service: s.ARN, Definition: s.Definition, LaunchType: s.LaunchType, Platform: s.Platform, Providers: s.Providers, Network: s.Network, Volume: *sim.Clone(&s.Volume), CreatedAt: w.s.Now,
	}
	for _, b := range s.LoadBalancers {
		r.LoadBalancers = append(r.LoadBalancers, balanced{TargetGroup: b.TargetGroup, Container: b.Container, Port: b.Port})
	}
	w.s.ServiceRevisions.Put(r.ARN, r)
	s.Deployment.Revision = r.ARN
}

// revisions are the ARNs of a service's revisions that have a deployment, the
// primary one's first.
func (s *service) revisions() []string {
	out := []string{s.Deployment.Revision}
	for _, d := range s.Older {
		if !slices.Contains(out, d.Revision) {
			out = append(out, d.Revision)
		}
	}
	return out
}

// countRevision counts the tasks of a revision, in whichever deployments of it they
// are. Asked for are the desired count, of the revision that is being deployed, and
// of another as many as are not stopped yet (engine's choice).
func (w *World) countRevision(s *service, arn string) api.ServiceRevisionSummary {
	out := api.ServiceRevisionSummary{Arn: arn}
	for _, id := range s.Tasks {
		t := w.s.Tasks.Get(id)
		if d := s.deployment(t.StartedBy); d == nil || d.Revision != arn {
			continue
		}
		out.RequestedTaskCount += one(t.DesiredStatus == taskRunning)
		out.RunningTaskCount += one(t.LastStatus == taskRunning)
		out.PendingTaskCount += one(t.starting())
	}
	if s.Deployment.Revision == arn {
		out.RequestedTaskCount = s.Desired
	}
	return out
}

// showRevisions fills in what DescribeServices says of a service's revisions and
// of its newest service deployment.
func (w *World) showRevisions(s *service, out *api.Service) {
	d := w.currentServiceDeployment(s)
	if d == nil || w.serviceDeploymentShown(d.ARN) == nil {
		return
	}
	out.CurrentServiceDeployment = d.ARN
	for _, arn := range s.revisions() {
		out.CurrentServiceRevisions = append(out.CurrentServiceRevisions, api.ServiceCurrentRevision(w.countRevision(s, arn)))
	}
}

func (w *World) describeServiceRevisions(_ *call, in *api.DescribeServiceRevisionsInput) (*api.DescribeServiceRevisionsOutput, *api.Error) {
	if err := checkHistory("serviceRevisionArns", in.ServiceRevisionArns); err != nil {
		return nil, err
	}
	out := &api.DescribeServiceRevisionsOutput{ServiceRevisions: []api.ServiceRevision{}, Failures: []api.Failure{}}
	for _, arn := range in.ServiceRevisionArns {
		if r := w.s.ServiceRevisions.Get(arn); r != nil {
			out.ServiceRevisions = append(out.ServiceRevisions, w.revisionView(r))
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: arn, Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) revisionView(r *serviceRevision) api.ServiceRevision {
	out := api.ServiceRevision{
		ServiceRevisionArn: r.ARN, ServiceArn: r.Service, ClusterArn: w.s.Clusters.Get(w.s.Services.Get(r.Service).Cluster).ARN,
		TaskDefinition: r.Definition, LaunchType: r.LaunchType, PlatformVersion: r.Platform, NetworkConfiguration: r.Network.view(), VolumeConfigurations: r.Volume.view(), CreatedAt: w.stamp(r.CreatedAt),
	}
	if len(r.Providers) > 0 {
		out.LaunchType, out.CapacityProviderStrategy = "", itemViews(r.Providers)
	}
	if r.LaunchType == launchFargate {
		out.PlatformFamily = w.s.Definitions.Get(r.Definition).platformFamily()
	}
	out.LoadBalancers = append(out.LoadBalancers, w.balancerViews(r.LoadBalancers)...)
	for _, k := range w.s.Definitions.Get(r.Definition).Body.ContainerDefinitions {
		out.ContainerImages = append(out.ContainerImages, api.ContainerImage{ContainerName: k.Name, Image: k.Image})
	}
	return out
}
