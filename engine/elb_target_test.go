package engine

import "testing"

// TestListenerGoesDuringACheck: a check is on its way, and will time out, when the
// listener is deleted: the target is unused then.
func TestListenerGoesDuringACheck(t *testing.T) {
	w := prelude(t, 1, true)
	must(t, w, `drydock DeclareImage {"Uri": "web:1", "Size": 200, "Listens": 8080, "Answers": 404}`,
		"aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 1 --health-check-grace-period-seconds 3600 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080",
		"advance 2m")
	g := w.targetGroupNamed("web-tg")
	if state := g.Targets[0].Health.State; state != "unhealthy" {
		t.Fatalf("%s", state)
	}
	must(t, w, "aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb")
	for range 40 { // one of these seconds is within a check
		must(t, w, "advance 1s")
		f := w.Fork()
		must(t, f, "aws elbv2 delete-listener --listener-arn http", "advance 40s")
		if state := f.targetGroupNamed("web-tg").Targets[0].Health.State; state != "unused" {
			t.Errorf("%s", state)
		}
	}
}
