package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// answer makes a call that must be accepted and returns its output.
func answer[Out any](t *testing.T, w *World, line string) *Out {
	t.Helper()
	out, err := send(w, line)
	if err != nil {
		t.Fatal(line, err)
	}
	return out.(*Out)
}

func TestServiceRevisions(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		`aws ecs register-task-definition --family web --container-definitions '[{"name":"web","image":"web:1","memory":64,"portMappings":[{"containerPort":8080}]},{"name":"side","image":"side:2","memory":64}]'`,
		`aws ecs create-service --cluster prod --service-name web --task-definition web:2 --desired-count 1 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080`,
	)
	s := answer[api.DescribeServicesOutput](t, w, "aws ecs describe-services --cluster prod --services web").Services[0]
	list := answer[api.ListServiceDeploymentsOutput](t, w, "aws ecs list-service-deployments --cluster prod --service web").ServiceDeployments
	if len(list) != 1 || s.CurrentServiceDeployment != list[0].ServiceDeploymentArn || list[0].ServiceArn != s.ServiceArn || list[0].ClusterArn != s.ClusterArn || list[0].StartedAt != 0 {
		t.Errorf("current %s, listed %+v", s.CurrentServiceDeployment, list)
	}
	target := list[0].TargetServiceRevisionArn
	if want := []api.ServiceCurrentRevision{{Arn: target, RequestedTaskCount: 1}}; !slices.Equal(s.CurrentServiceRevisions, want) {
		t.Errorf("revisions %+v, want %+v", s.CurrentServiceRevisions, want)
	}
	for arn, prefix := range map[string]string{
		list[0].ServiceDeploymentArn: "arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/web/", target: "arn:aws:ecs:eu-west-1:123456789012:service-revision/prod/web/",
	} {
		if !strings.HasPrefix(arn, prefix) || len(arn) < len(prefix)+19 {
			t.Errorf("the ARN %s has not the form of AWS's", arn)
		}
	}
	got := answer[api.DescribeServiceRevisionsOutput](t, w, "aws ecs describe-service-revisions --service-revision-arns "+target+" arn:x")
	port := int64(8080)
	want := &api.DescribeServiceRevisionsOutput{
		ServiceRevisions: []api.ServiceRevision{{
			ServiceRevisionArn: target, ServiceArn: s.ServiceArn, ClusterArn: s.ClusterArn, TaskDefinition: s.TaskDefinition, LaunchType: "EC2",
			LoadBalancers:   []api.ServiceLoadBalancer{{TargetGroupArn: w.idOf("target-group", "web-tg"), ContainerName: "web", ContainerPort: &port}},
			ContainerImages: []api.ContainerImage{{ContainerName: "web", Image: "web:1"}, {ContainerName: "side", Image: "side:2"}}, CreatedAt: s.CreatedAt,
		}},
		Failures: []api.Failure{{Arn: "arn:x", Reason: "MISSING"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	must(t, w, "aws ecs delete-service --cluster prod --service web --force")
	gone := answer[api.DescribeServiceRevisionsOutput](t, w, "aws ecs describe-service-revisions --service-revision-arns "+target)
	if len(gone.Failures) != 1 || w.s.ServiceRevisions.Len()+w.s.ServiceDeployments.Len() != 0 {
		t.Errorf("a deleted service leaves %+v", gone)
	}
}

func TestListServiceDeployments(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 0", "advance 1s")
	for range 24 {
		must(t, w, "aws ecs update-service --cluster prod --service web --force-new-deployment", "advance 1h")
	}
	const list = "aws ecs list-service-deployments --cluster prod --service web"
	first := answer[api.ListServiceDeploymentsOutput](t, w, list)
	if len(first.ServiceDeployments) != 20 || first.NextToken == "" {
		t.Errorf("a page has %d, and the token %q", len(first.ServiceDeployments), first.NextToken)
	}
	if !slices.IsSortedFunc(first.ServiceDeployments, func(a, b api.ServiceDeploymentBrief) int { return int(b.CreatedAt - a.CreatedAt) }) {
		t.Error("the newest does not come first")
	}
	if rest := answer[api.ListServiceDeploymentsOutput](t, w, list+" --next-token "+first.NextToken); len(rest.ServiceDeployments) != 5 || rest.NextToken != "" {
		t.Errorf("the rest is %d, with the token %q", len(rest.ServiceDeployments), rest.NextToken)
	}
	third := first.ServiceDeployments[3].CreatedAt
	for filter, want := range map[string]int{
		" --status SUCCESSFUL --max-results 100": 25, " --status STOPPED IN_PROGRESS": 0,
		fmt.Sprintf(" --created-at after=%s", third): 3, fmt.Sprintf(" --max-results 100 --created-at before=%s", third): 21,
		fmt.Sprintf(" --created-at after=%s,before=%s", third, first.ServiceDeployments[0].CreatedAt): 2,
	} {
		if got := answer[api.ListServiceDeploymentsOutput](t, w, list+filter).ServiceDeployments; len(got) != want {
			t.Errorf("%s: %d, want %d", filter, len(got), want)
		}
	}
	// "You can view the most recent 90-day history".
	must(t, w, "advance 2136h") // 89 days
	if got := answer[api.ListServiceDeploymentsOutput](t, w, list+" --max-results 100").ServiceDeployments; len(got) != 24 {
		t.Errorf("after 90 days %d are left, want 24", len(got))
	}
	oldest := "aws ecs describe-service-deployments --service-deployment-arns " + w.s.Services.Get(w.ecsARN("service", "prod/web")).History[0]
	if got := answer[api.DescribeServiceDeploymentsOutput](t, w, oldest); len(got.Failures) != 1 || got.Failures[0].Reason != "MISSING" {
		t.Errorf("the oldest is %+v", got)
	}
}

func TestDescribeServiceDeployment(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 1 --deployment-configuration maximumPercent=150,minimumHealthyPercent=50", "advance 1m",
		"aws ecs update-service --cluster prod --service web --force-new-deployment --deployment-configuration maximumPercent=300,minimumHealthyPercent=0", "advance 1s")
	list := answer[api.ListServiceDeploymentsOutput](t, w, "aws ecs list-service-deployments --cluster prod --service web").ServiceDeployments
	line := "aws ecs describe-service-deployments --service-deployment-arns " + list[0].ServiceDeploymentArn
	must(t, w, "aws ecs stop-service-deployment --service-deployment-arn "+list[0].ServiceDeploymentArn)
	must(t, w, "advance 1s")
	got := answer[api.DescribeServiceDeploymentsOutput](t, w, line).ServiceDeployments[0]
	most, least := int64(300), int64(0)
	at := list[0].CreatedAt
	want := api.ServiceDeployment{
		ServiceDeploymentArn: list[0].ServiceDeploymentArn, ServiceArn: list[0].ServiceArn, ClusterArn: list[0].ClusterArn,
		CreatedAt: at, StartedAt: at, StoppedAt: at + 1000, UpdatedAt: at + 1000, Status: "ROLLBACK_IN_PROGRESS", StatusReason: "A rollback was requested with StopServiceDeployment.",
		SourceServiceRevisions:  []api.ServiceRevisionSummary{{Arn: list[1].TargetServiceRevisionArn, RequestedTaskCount: 1, PendingTaskCount: 1}},
		TargetServiceRevision:   &api.ServiceRevisionSummary{Arn: list[0].TargetServiceRevisionArn},
		DeploymentConfiguration: &api.DeploymentConfiguration{MaximumPercent: &most, MinimumHealthyPercent: &least},
		Rollback: &api.Rollback{
			Reason: "A rollback was requested with StopServiceDeployment.", StartedAt: at + 1000, ServiceRevisionArn: list[1].TargetServiceRevisionArn,
		},
		DeploymentCircuitBreaker: &api.ServiceDeploymentCircuitBreaker{Status: "DISABLED"}, Alarms: &api.ServiceDeploymentAlarms{Status: "DISABLED"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	changes := w.Changes()
	must(t, w, "aws ecs stop-service-deployment --service-deployment-arn "+list[0].ServiceDeploymentArn) // it goes on
	if w.Changes() != changes {
		t.Error("a rollback that is under way was changed by another stop")
	}
	must(t, w, "advance 1m")
	got = answer[api.DescribeServiceDeploymentsOutput](t, w, line).ServiceDeployments[0]
	if got.Status != "ROLLBACK_SUCCESSFUL" || got.FinishedAt == 0 || got.SourceServiceRevisions[0].RunningTaskCount != 1 {
		t.Errorf("after a minute: %+v", got)
	}
}

// stopLine draws a StopServiceDeployment.
func (s *storm) stopLine(t *rapid.T) string {
	arn := "arn:x"
	for d := range s.w.s.ServiceDeployments.All() {
		if arn == "arn:x" || rapid.Bool().Draw(t, "another") {
			arn = d.ARN
		}
	}
	return "aws ecs stop-service-deployment --service-deployment-arn " + arn
}

// checkHistory: of the service deployments of a service only the newest is under
// way, as long as the service's deployment is, once the scheduler has looked.
func (s *storm) checkHistory(t *rapid.T) {
	n := 0
	for v := range s.w.s.Services.All() {
		n += len(v.History)
		if v.Status != "ACTIVE" || v.PassDue || v.Deployment.ID == "" {
			continue
		}
		for i, arn := range v.History {
			d := s.w.s.ServiceDeployments.Get(arn)
			if want := i == len(v.History)-1 && v.Deployment.RolloutState == "IN_PROGRESS"; d.underWay() != want {
				t.Fatalf("%s: service deployment %d of %d is %s, and the deployment %s", v.Name, i+1, len(v.History), d.Status, v.Deployment.RolloutState)
			}
			if s.w.s.ServiceRevisions.Get(d.Target) == nil || len(s.w.deploymentCounts(v, d)) != len(d.Sources)+1 {
				t.Fatalf("%s: service deployment %d has lost its revision or its counts", v.Name, i+1)
			}
		}
	}
	if n != s.w.s.ServiceDeployments.Len() || n != s.w.s.ServiceRevisions.Len() {
		t.Fatalf("%d service deployments and %d revisions are kept, and services know of %d", s.w.s.ServiceDeployments.Len(), s.w.s.ServiceRevisions.Len(), n)
	}
}
