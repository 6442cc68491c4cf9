package api

import (
	"slices"
	"strings"
	"testing"
)

func testNames(ref string) []Name {
	switch ref {
	case "cluster":
		return []Name{{ID: "prod"}, {ID: "staging", Note: "empty"}}
	case "service":
		return []Name{{ID: "web"}, {ID: "worker"}}
	case "security-group":
		return []Name{{ID: "sg-0a1", Alias: "sg-alb", Note: "alb"}, {ID: "sg-0b2"}}
	case "target-group":
		return []Name{{ID: "arn:aws:x", Alias: "web-tg"}}
	case "task":
		return []Name{{ID: "t 1"}}
	}
	return nil
}

func TestComplete(t *testing.T) {
	tests := []struct {
		line string // the cursor is at ^
		want string // candidates, with blanks between them; "…" for more
	}{
		{"^", "aws"},
		{"a^", "aws"},
		{"b^", ""},
		{"kubectl ^", ""},
		{"aws ^", "ec2 ecs efs elb elbv2 iam sts"},
		{"aws e^", "ec2 ecs efs elb elbv2"},
		{"aws d^", ""},
		{"aws ecs update-s^", "update-service update-service-primary-task-set"},
		{"aws nosuch ^", ""},
		{"aws ecs nosuch ^", ""},
		{"aws ecs create-service ^", "--service-name --cluster --task-definition …"},
		{"aws ecs create-service --l^", "--load-balancers --launch-type"},
		{"aws ecs create-service --service-name w --l^ --cluster x", "--load-balancers --launch-type"},
		{"aws ecs create-service --load-balancers x=y --l^", "--launch-type"},
		{"aws ecs create-service --launch-type ^", "EC2 FARGATE EXTERNAL MANAGED_INSTANCES"},
		{"aws ecs create-service --launch-type=F^", "--launch-type=FARGATE"},
		{"aws ecs create-service --launch-type F^ARGATE", "FARGATE"},
		{"aws ecs create-service --desired-count ^", ""},
		{"aws ecs update-service --cluster ^", "prod staging"},
		{"aws ecs update-service --cluster prod ^", "--service --desired-count --task-definition --capacity-provider-strategy --deployment-configuration --availability-zone-rebalancing --network-configuration --placement-constraints --placement-strategy --platform-version --force-new-deployment --health-check-grace-period-seconds --enable-execute-command --enable-ecs-managed-tags --propagate-tags --volume-configurations"},
		{"aws ecs update-service --cluster prod --service w^", "web worker"},
		{"aws ecs describe-services --services web ^", "worker --cluster --include"},
		{"aws ecs delete-service --no-force --service a --^", "--cluster"},
		{"aws ecs stop-task --task ^", "'t 1'"},
		{"aws ec2 delete-security-group --group-id sg-^", "sg-alb sg-0b2"},
		{"aws ec2 delete-security-group --group-id sg-0a^", "sg-0a1"},
		{"aws ec2 authorize-security-group-ingress --p^", "--protocol --port"},
		{"aws ec2 authorize-security-group-ingress --protocol ^", "tcp udp icmp all"},
		{"aws ec2 authorize-security-group-ingress --source-group sg-a^", "sg-alb"},
		{"aws ec2 run-instances --c^", "--count --cli-input-json"},
		{"aws ecs create-service --load-balancers ^", "targetGroupArn= loadBalancerName= containerName= containerPort= …"},
		{"aws ecs create-service --load-balancers targetGroupArn=^", "targetGroupArn=web-tg"},
		{"aws ecs create-service --load-balancers targetGroupArn=web-tg,c^", "targetGroupArn=web-tg,containerName= targetGroupArn=web-tg,containerPort="},
		{"aws elbv2 create-listener --default-actions Type=f^", "Type=forward Type=fixed-response"},
		{"aws ecs wa^", "wait"},
		{"aws sts wa^", ""},
		{"aws ecs wait ^", "services-inactive services-stable tasks-running tasks-stopped"},
		{"aws ecs wait nosuch ^", ""},
		{"aws ecs wait services-stable ^", "--services --cluster --include"},
		{"aws ecs wait services-stable --cluster prod --services w^", "web worker"},
		{"aws ecs list-tasks --o^", "--output"},
		{"aws ecs list-tasks --output ^", "json text table"},
		{"aws ecs list-tasks --output=t^", "--output=text --output=table"},
		{"aws ecs list-tasks --q^", "--query"},
		{"aws ecs list-tasks --output text --clu^", "--cluster"},
		{"aws ecs describe-services --query ^", "'services[]' 'failures[]'"},
		{"aws ecs describe-services --query services[].serviceN^", "'services[].serviceName'"},
		{"aws ecs describe-services --query nosuch.^", ""},
		{"aws ecs describe-services --query 'services[].depl^", "'services[].deploymentConfiguration' …"},
		{"aws ecs register-task-definition --cli^", "--cli-input-json"},
		{"aws ecs register-task-definition --generate-cli-skeleton ^", "input output"},
		{"aws drydock ^", ""},
		{"aws drydock name-resource ^", ""},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			before, after, _ := strings.Cut(tt.line, "^")
			cursor := len([]rune(before))
			c := Complete(before+after, cursor, testNames)
			got := []string{}
			for _, candidate := range c.Candidates {
				got = append(got, candidate.Text)
			}
			want, more := strings.CutSuffix(tt.want, " …")
			text := strings.Join(got, " ")
			if text != want && !(more && strings.HasPrefix(text, want+" ")) {
				t.Errorf("got %q, want %q", text, tt.want)
			}
			if c.Start > c.End || c.End != cursor {
				t.Errorf("replaces %d to %d, the cursor is at %d", c.Start, c.End, cursor)
			}
		})
	}
}

func TestCompleteReplaces(t *testing.T) {
	const line = `aws ecs stop-task --reason "é é" --clu`
	c := Complete(line, len([]rune(line)), testNames)
	if len(c.Candidates) != 1 || string([]rune(line)[c.Start:c.End]) != "--clu" {
		t.Errorf("got %+v", c)
	}
	if c := Complete("aws ecs update-service --cluster ", 99, nil); len(c.Candidates) != 0 {
		t.Errorf("without names: %+v", c)
	}
	got := Complete("aws ec2 delete-security-group --group-id ", 99, testNames).Candidates
	if want := []Candidate{{"sg-alb", "sg-0a1 alb"}, {"sg-0b2", ""}}; !slices.Equal(got, want) {
		t.Errorf("got %+v", got)
	}
}
