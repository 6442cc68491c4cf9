package engine

import (
	"fmt"
	"slices"
	"time"

	"drydock/engine/api"
	"drydock/engine/sim"
)

// Statuses of a service deployment. API Reference, ServiceDeployment.
const (
	statusPending            = "PENDING"
	statusInProgress         = "IN_PROGRESS"
	statusSuccessful         = "SUCCESSFUL"
	statusStopRequested      = "STOP_REQUESTED"
	statusStopped            = "STOPPED"
	statusRollbackRequested  = "ROLLBACK_REQUESTED"
	statusRollbackInProgress = "ROLLBACK_IN_PROGRESS"
	statusRollbackSuccessful = "ROLLBACK_SUCCESSFUL"
	statusRollbackFailed     = "ROLLBACK_FAILED"
)

// rolloutFailed is the rollout state of a deployment that launches no more tasks.
// API Reference, Deployment.
const rolloutFailed = "FAILED"

// Limits of the operations on service deployments. API Reference.
const (
	maxHistory  = 20 // ARNs of one request
	historyPage = 20 // of a list, when the request does not say
	// historyKept is for how long a service deployment can be seen. "View service
	// history using Amazon ECS service deployments".
	historyKept = 90 * 24 * time.Hour
)

// serviceDeployment is one attempt to bring a service to a revision.
type serviceDeployment struct {
	ARN, Service     string
	Deployment       string   // id of the service's deployment that makes the attempt
	Sources          []string // ARNs of the revisions that were there before
	Target           string   // ARN of the revision that is to be
	Status, Reason   string
	Minimum, Maximum int64 // percent
	CreatedAt        sim.Time
	StartedAt        sim.Time
	FinishedAt       sim.Time
	StoppedAt        sim.Time
	UpdatedAt        sim.Time
	RolledBackTo     string // ARN of the revision; empty when there is no rollback
	RollbackAt       sim.Time
	RollbackReason   string
	// Counts are the tasks of the sources and then of the target when it finished;
	// none while it is under way.
	Counts []api.ServiceRevisionSummary
}

// underWay reports whether a service deployment has not finished yet.
func (d *serviceDeployment) underWay() bool {
	switch d.Status {
	case statusSuccessful, statusStopped, statusRollbackSuccessful, statusRollbackFailed:
		return false
	}
	return true
}

// openServiceDeployment begins the service deployment of a service's primary
// deployment, and its revision. One that was under way is to stop.
func (w *World) openServiceDeployment(s *service, sources []string) {
	if before := w.currentServiceDeployment(s); before != nil && before.underWay() {
		w.supersede(s, before)
	}
	w.newRevision(s)
	d := &serviceDeployment{
		ARN:     w.ecsARN("service-deployment", s.Cluster+"/"+s.Name+"/"+historyStream("service deployment", s.Deployment.ID).Word(21)),
		Service: s.ARN, Deployment: s.Deployment.ID, Sources: sources, Target: s.Deployment.Revision, Status: statusPending, Minimum: s.Minimum, Maximum: s.Maximum,
		CreatedAt: w.s.Now, UpdatedAt: w.s.Now, StartedAt: unset, FinishedAt: unset, StoppedAt: unset, RollbackAt: unset,
	}
	w.s.ServiceDeployments.Put(d.ARN, d)
	s.History = append(s.History, d.ARN)
}

// supersede ends a service deployment in favour of a new one. A rollback that is
// under way has failed: no other end of it is documented.
func (w *World) supersede(s *service, d *serviceDeployment) {
	if d.Status == statusRollbackInProgress {
		w.finish(s, d, statusRollbackFailed, "A new service deployment began before the rollback was complete.")
		return
	}
	d.Status, d.UpdatedAt = statusStopRequested, w.s.Now
	d.Reason = "A new service deployment began."
}

// currentServiceDeployment is the newest service deployment of a service; nil when
// there is none.
func (w *World) currentServiceDeployment(s *service) *serviceDeployment {
	if len(s.History) == 0 {
		return nil
	}
	return w.s.ServiceDeployments.Get(s.History[len(s.History)-1])
}

// forgetServiceDeployments drops the history of a service that is deleted: Amazon
// ECS deletes the service deployments and revisions with it.
func (w *World) forgetServiceDeployments(s *service) {
	for _, arn := range s.History {
		w.s.ServiceRevisions.Drop(w.s.ServiceDeployments.Get(arn).Target)
		w.s.ServiceDeployments.Drop(arn)
	}
	s.History = nil
}

// serviceDeploymentPass moves the service deployments of a service on: one that was
// to stop has stopped, one that was asked to roll back does, and a new one begins.
// Those that are under way are the newest.
func (w *World) serviceDeploymentPass(s *service) {
	for _, arn := range slices.Backward(s.History) {
		d := w.s.ServiceDeployments.Get(arn)
		if !d.underWay() {
			return
		}
		switch d.Status {
		case statusPending:
			d.Status, d.StartedAt, d.UpdatedAt = statusInProgress, w.s.Now, w.s.Now
			w.changes++
		case statusStopRequested:
			d.StoppedAt = w.s.Now
			w.finish(s, d, statusStopped, d.Reason)
		case statusRollbackRequested:
			w.rollBack(s, d)
		}
	}
}

// serviceDeploymentDone ends the service deployment whose deployment, or rollback,
// is complete.
func (w *World) serviceDeploymentDone(s *service) {
	switch d := w.currentServiceDeployment(s); {
	case d == nil:
	case d.Status == statusInProgress:
		w.finish(s, d, statusSuccessful, "")
	case d.Status == statusRollbackInProgress:
		w.finish(s, d, statusRollbackSuccessful, d.Reason)
	}
}

// finish ends a service deployment. Its counts stay as they are now.
func (w *World) finish(s *service, d *serviceDeployment, status, reason string) {
	d.Counts = w.deploymentCounts(s, d)
	d.Status, d.Reason, d.FinishedAt, d.UpdatedAt = status, reason, w.s.Now, w.s.Now
	w.changes++
}

// deploymentCounts are the tasks of a service deployment's sources, and then those
// of its target.
func (w *World) deploymentCounts(s *service, d *serviceDeployment) []api.ServiceRevisionSummary {
	if !d.underWay() {
		return d.Counts
	}
	var out []api.ServiceRevisionSummary
	for _, arn := range d.Sources {
		out = append(out, w.countRevision(s, arn))
	}
	return append(out, w.countRevision(s, d.Target))
}

// lastSuccessful is the revision to which a service is rolled back: that of the
// newest service deployment that was completed, or rolled back successfully to
// another; nil when there is none.
func (w *World) lastSuccessful(s *service) *serviceRevision {
	for _, arn := range slices.Backward(s.History) {
		switch d := w.s.ServiceDeployments.Get(arn); d.Status {
		case statusSuccessful:
			return w.s.ServiceRevisions.Get(d.Target)
		case statusRollbackSuccessful:
			return w.s.ServiceRevisions.Get(d.RolledBackTo)
		}
	}
	return nil
}

// rollBack has a service go back to the revision that was completed last. Where
// there is none, the deployment fails as one whose failure is detected does:
// it launches no more tasks, and what it has launched stays.
func (w *World) rollBack(s *service, d *serviceDeployment) {
	r := w.lastSuccessful(s)
	gone := r != nil && w.unlessGone(w.s.Definitions.Get(r.Definition)) == nil
	if r == nil || gone {
		s.Deployment.RolloutState, s.Deployment.UpdatedAt = rolloutFailed, w.s.Now
		s.Deployment.Reason = "ECS deployment " + s.Deployment.ID + " stopped: there is no service revision to roll back to."
		d.StoppedAt = w.s.Now
		if gone {
			d.RolledBackTo, d.RollbackAt, d.RollbackReason = r.ARN, w.s.Now, d.Reason
			w.finish(s, d, statusRollbackFailed, "The task definition of the last successful service revision is deleted.")
		} else {
			w.finish(s, d, statusStopped, "There is no successful service revision to roll back to.")
		}
		return
	}
	d.Status, d.UpdatedAt, d.StoppedAt = statusRollbackInProgress, w.s.Now, w.s.Now
	d.RolledBackTo, d.RollbackAt, d.RollbackReason = r.ARN, w.s.Now, d.Reason
	s.Deployment.RolloutState, s.Deployment.UpdatedAt = rolloutFailed, w.s.Now
	s.Deployment.Reason = "ECS deployment " + s.Deployment.ID + " stopped: rolled back on request."
	s.Definition, s.LaunchType, s.Volume = r.Definition, r.LaunchType, *sim.Clone(&r.Volume)
	s.Platform, s.Providers, s.Network = r.Platform, r.Providers, r.Network // never changed in place
	if s.Daemon {
		w.reserve(s.Cluster)
	}
	w.replaceDeployment(s, w.redeployed(s, r))
	s.unsay("stuck")
	w.say(s, "", fmt.Sprintf("(service %s) rolling back to deployment %s.", s.Name, s.Deployment.ID), 0)
	w.tellDeployment(s)
}

// redeployed is the deployment of a revision that is deployed again: the one of
// whose tasks some are left, which goes from COMPLETED to IN_PROGRESS, or a new one.
func (w *World) redeployed(s *service, r *serviceRevision) deployment {
	i := slices.IndexFunc(s.Older, func(d deployment) bool { return d.Revision == r.ARN })
	if i < 0 {
		d := w.newDeployment(s)
		d.Revision = r.ARN
		return d
	}
	d := s.Older[i]
	s.Older = slices.Delete(s.Older, i, i+1)
	d.RolloutState, d.UpdatedAt, d.Failed = "IN_PROGRESS", w.s.Now, 0
	d.Reason = "ECS deployment " + d.ID + " in progress."
	return d
}

func (w *World) stopServiceDeployment(c *call, in *api.StopServiceDeploymentInput) (*api.StopServiceDeploymentOutput, *api.Error) {
	if in.StopType == "ABORT" {
		return nil, invalid("stopType must be ROLLBACK.").Ours()
	}
	d := w.serviceDeploymentShown(in.ServiceDeploymentArn)
	switch {
	case d == nil:
		return nil, api.Refuse("ServiceDeploymentNotFoundException", "The service deployment %s was not found.", in.ServiceDeploymentArn).Ours()
	case !d.underWay():
		return nil, api.Refuse("ConflictException", "The service deployment is %s: it is not under way any more.", d.Status).Ours()
	}
	if d.Status == statusPending || d.Status == statusInProgress { // any other goes on as it was told before
		s := w.s.Services.Get(d.Service)
		d.Status, d.UpdatedAt = statusRollbackRequested, w.s.Now
		d.Reason = "A rollback was requested with StopServiceDeployment."
		w.changed(c, s.Name+" "+d.Deployment, d.ARN, s.ARN)
		w.pass(s)
	}
	return &api.StopServiceDeploymentOutput{ServiceDeploymentArn: d.ARN}, nil
}

// serviceDeploymentShown finds a service deployment by its ARN; nil when there is
// none, or it is too long ago.
func (w *World) serviceDeploymentShown(arn string) *serviceDeployment {
	if d := w.s.ServiceDeployments.Get(arn); d != nil && w.s.Now.Sub(d.CreatedAt) <= historyKept {
		return d
	}
	return nil
}

func (w *World) listServiceDeployments(_ *call, in *api.ListServiceDeploymentsInput) (*api.ListServiceDeploymentsOutput, *api.Error) {
	s, err := w.service(in.Cluster, in.Service)
	if err != nil {
		return nil, err
	}
	arns := []string{}
	for _, arn := range slices.Backward(s.History) {
		if d := w.serviceDeploymentShown(arn); d != nil && (len(in.Status) == 0 || slices.Contains(in.Status, d.Status)) && w.madeIn(d, in.CreatedAt) {
			arns = append(arns, arn)
		}
	}
	size := in.MaxResults
	if size == nil {
		n := int64(historyPage)
		size = &n
	}
	page, next, err := pageOf(arns, in.NextToken, size)
	if err != nil {
		return nil, err
	}
	out := &api.ListServiceDeploymentsOutput{ServiceDeployments: []api.ServiceDeploymentBrief{}, NextToken: next}
	for _, arn := range page {
		d := w.s.ServiceDeployments.Get(arn)
		out.ServiceDeployments = append(out.ServiceDeployments, api.ServiceDeploymentBrief{
			ServiceDeploymentArn: d.ARN, ServiceArn: d.Service, ClusterArn: w.s.Clusters.Get(s.Cluster).ARN, StartedAt: w.stamp(d.StartedAt), CreatedAt: w.stamp(d.CreatedAt),
			FinishedAt: w.stamp(d.FinishedAt), TargetServiceRevisionArn: d.Target, Status: d.Status, StatusReason: d.Reason,
		})
	}
	return out, nil
}

// madeIn reports whether a service deployment was made in the time that a request
// asks for.
func (w *World) madeIn(d *serviceDeployment, in *api.CreatedAt) bool {
	at := w.stamp(d.CreatedAt)
	return in == nil || (in.Before == nil || at < *in.Before) && (in.After == nil || at > *in.After)
}

// checkHistory checks the number of ARNs in a request.
func checkHistory(member string, arns []string) *api.Error {
	switch n := len(arns); {
	case n == 0:
		return invalid("%s cannot be empty.", member).Ours()
	case n > maxHistory:
		return invalid("%s cannot be more than %d.", member, maxHistory).Ours()
	}
	return nil
}

func (w *World) describeServiceDeployments(_ *call, in *api.DescribeServiceDeploymentsInput) (*api.DescribeServiceDeploymentsOutput, *api.Error) {
	if err := checkHistory("serviceDeploymentArns", in.ServiceDeploymentArns); err != nil {
		return nil, err
	}
	out := &api.DescribeServiceDeploymentsOutput{ServiceDeployments: []api.ServiceDeployment{}, Failures: []api.Failure{}}
	for _, arn := range in.ServiceDeploymentArns {
		if d := w.serviceDeploymentShown(arn); d != nil {
			out.ServiceDeployments = append(out.ServiceDeployments, w.serviceDeploymentView(d))
		} else {
			out.Failures = append(out.Failures, api.Failure{Arn: arn, Reason: "MISSING"})
		}
	}
	return out, nil
}

func (w *World) serviceDeploymentView(d *serviceDeployment) api.ServiceDeployment {
	s := w.s.Services.Get(d.Service)
	counts := w.deploymentCounts(s, d)
	last := len(counts) - 1
	target, minimum, maximum := counts[last], d.Minimum, d.Maximum
	out := api.ServiceDeployment{
		ServiceDeploymentArn: d.ARN, ServiceArn: d.Service, ClusterArn: w.s.Clusters.Get(s.Cluster).ARN,
		CreatedAt: w.stamp(d.CreatedAt), StartedAt: w.stamp(d.StartedAt), FinishedAt: w.stamp(d.FinishedAt), StoppedAt: w.stamp(d.StoppedAt), UpdatedAt: w.stamp(d.UpdatedAt),
		SourceServiceRevisions: append([]api.ServiceRevisionSummary{}, counts[:last]...), TargetServiceRevision: &target, Status: d.Status, StatusReason: d.Reason,
		DeploymentConfiguration:  &api.DeploymentConfiguration{MaximumPercent: &maximum, MinimumHealthyPercent: &minimum},
		DeploymentCircuitBreaker: &api.ServiceDeploymentCircuitBreaker{Status: "DISABLED"}, Alarms: &api.ServiceDeploymentAlarms{Status: "DISABLED"},
	}
	if d.RolledBackTo != "" {
		out.Rollback = &api.Rollback{Reason: d.RollbackReason, StartedAt: w.stamp(d.RollbackAt), ServiceRevisionArn: d.RolledBackTo}
	}
	return out
}
