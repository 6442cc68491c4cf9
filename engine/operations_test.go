package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

func TestEveryOperationHasAHandler(t *testing.T) {
	var ids []string
	for _, op := range api.Operations() {
		ids = append(ids, op.ID())
	}
	if have := slices.Sorted(maps.Keys(handlers)); !slices.Equal(have, ids) {
		t.Errorf("operations and handlers differ:\n%v\n%v", ids, have)
	}
}

func TestEveryKindOfWorkIsDone(t *testing.T) {
	kinds := []string{
		workInstanceRuns, workHalted, workAgent, workReconnect, workTrunk,
		workAttached, workUnattached, workReleased, workCapacity, workPull, workStart, workRun, workEnd, workProbe, workWaited, workTerm, workStopped, workExpire,
		workUnprotect, workFetch, workLook,
		workMount, workWrite, workCall, workFileSystem, workMountTarget, workNAT, workEndpoint,
		workPass, workSteady,
		workCheck, workResult, workDrained,
	}
	slices.Sort(kinds)
	if have := slices.Sorted(maps.Keys(works)); !slices.Equal(have, kinds) {
		t.Errorf("kinds of work %v, functions for %v", kinds, have)
	}
}

// busy is the prelude's world with the service web at work, and a second VPC
// and target group that nothing uses.
func busy(t testing.TB, tracing bool) *World {
	t.Helper()
	w := prelude(t, 1, tracing)
	must(t, w,
		`aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 3 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080`,
		`vpc-other = aws ec2 create-vpc --cidr-block 10.1.0.0/16`,
		`subnet-small = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.2.0/28`,
		`rtb-other = aws ec2 create-route-table --vpc-id vpc-other`,
		`sg-other = aws ec2 create-security-group --group-name other --description other --vpc-id vpc-other`,
		`spare-tg = aws elbv2 create-target-group --name spare --protocol HTTP --port 80 --vpc-id vpc-main`,
		`other-tg = aws elbv2 create-target-group --name other --protocol HTTP --port 80 --vpc-id vpc-other`,
		`advance 60s`,
		`fs-main = aws efs create-file-system --creation-token main`,
		`drydock FinishFileSystem {"FileSystemId": "fs-main"}`,
		`mt-a = aws efs create-mount-target --file-system-id fs-main --subnet-id subnet-a --security-groups sg-web`,
		`drydock FinishFileSystem {"FileSystemId": "fs-main"}`,
		`fs-zone = aws efs create-file-system --availability-zone-name eu-west-1b`,
		`drydock FinishFileSystem {"FileSystemId": "fs-zone"}`,
		`mt-b = aws efs create-mount-target --file-system-id fs-zone --subnet-id subnet-b`, // both still on their way
		`fs-new = aws efs create-file-system`,
		`ip-tg = aws elbv2 create-target-group --name ip --protocol HTTP --port 80 --vpc-id vpc-main --target-type ip`,
		`aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=ip-tg`,
		`aws elb create-load-balancer --load-balancer-name clb --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80 --subnets subnet-a --security-groups sg-alb`,
		`aws elb register-instances-with-load-balancer --load-balancer-name clb --instances a b`,
		`aws ecs register-task-definition --family nic --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"web","image":"web:1","portMappings":[{"containerPort":8080}]}]'`,
		`aws ecs register-task-definition --family large --network-mode awsvpc --cpu 8192 --memory 16384 --container-definitions '[{"name":"web","image":"web:1"}]'`,
		`aws ecs register-task-definition --family windows --requires-compatibilities FARGATE --runtime-platform operatingSystemFamily=WINDOWS_SERVER_2022_CORE --network-mode awsvpc --cpu 1024 --memory 2048 --container-definitions '[{"name":"web","image":"web:1"}]'`,
	)
	return w
}

// unchanged runs f and fails the test if anything of the world is different
// afterwards.
func unchanged(t *testing.T, w *World, what string, f func()) {
	t.Helper()
	hash, events, changes := w.Hash(), len(w.Events()), w.Changes()
	f()
	if w.Hash() != hash || len(w.Events()) != events || w.Changes() != changes {
		t.Errorf("%s: hash %t, %d events more, %d changes", what, w.Hash() == hash, len(w.Events())-events, w.Changes()-changes)
	}
}

func TestPrincipalsAreAsked(t *testing.T) {
	w := busy(t, false)
	codes := map[string]string{
		"ec2": "UnauthorizedOperation", "elbv2": "AccessDenied", "iam": "AccessDenied", "sts": "AccessDenied",
		"ecs": "AccessDeniedException", "elb": "AccessDenied", "efs": "AccessDeniedException", "drydock": "AccessDeniedException",
	}
	for _, op := range api.Operations() {
		for _, as := range []Principal{"nobody", "role/nobody", Administrator} {
			if as == Administrator && !op.Hidden || op.ID() == "sts:GetCallerIdentity" {
				continue
			}
			unchanged(t, w, op.ID(), func() {
				r, err := w.Call(as, op.ID(), op.NewInput())
				if err == nil || err.Code != codes[op.Service] || err.Op != op.Name || !strings.Contains(err.Message, "User: "+w.arn(as)+" is not authorized to perform: ") || len(err.Why) == 0 {
					t.Errorf("%s as %s: %v, %v", op.ID(), as, r, err)
				}
				why := w.Authorise(as, op, op.NewInput())
				if last := why[len(why)-1]; last.OK {
					t.Errorf("%s as %s: Authorise allows what Call refuses", op.ID(), as)
				}
			})
		}
	}
}

func TestUnknownAction(t *testing.T) {
	if _, err := New(Config{}).Call(Administrator, "ecs:LaunchMissiles", nil); err == nil || err.Code != "InvalidAction" || err.Op != "ecs:LaunchMissiles" {
		t.Error(err)
	}
}

// TestEmptyRequests makes each call with nothing said: it may be refused, and it
// must not end the program.
func TestEmptyRequests(t *testing.T) {
	w := busy(t, false)
	for _, op := range api.Operations() {
		t.Run(op.ID(), func(t *testing.T) {
			f := w.Fork()
			before := f.Hash()
			if _, err := f.Call(Scenario, op.ID(), op.NewInput()); err != nil && f.Hash() != before {
				t.Error("refused and changed:", err)
			}
		})
	}
}

// TestAliasOfAGroupThatIsGone: a learner may delete a group that has an alias
// and go on to name it.
func TestAliasOfAGroupThatIsGone(t *testing.T) {
	w := busy(t, false)
	must(t, w, "aws ec2 delete-security-group --group-id sg-other")
	for _, line := range []string{
		"aws ec2 describe-security-groups --group-ids sg-other",
		"aws ec2 authorize-security-group-ingress --group-name sg-other --protocol tcp --port 80 --cidr 10.0.0.0/8",
		"aws ec2 modify-instance-attribute --instance-id a --groups sg-other",
	} {
		if _, err := send(w, line); err == nil || !strings.Contains(err.Error(), "(InvalidGroup.NotFound)") {
			t.Errorf("%s\n%v", line, err)
		}
	}
}

// withTaskSets adds the service own, whose deployment controller is external, with
// three task sets: one PRIMARY, one DRAINING and one ACTIVE.
func withTaskSets(t testing.TB, w *World) {
	t.Helper()
	for _, line := range []string{
		"aws ecs create-service --cluster prod --service-name own --deployment-controller type=EXTERNAL --desired-count 2",
		"aws ecs create-task-set --cluster prod --service own --task-definition web --scale value=50",
		"aws ecs create-task-set --cluster prod --service own --task-definition web --client-token one --scale value=50",
		"aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set {active}",
		"aws ecs delete-task-set --cluster prod --service own --task-set {active} --force",
		"aws ecs create-task-set --cluster prod --service own --task-definition web --scale value=1",
	} {
		must(t, w, taskAndInstance(w, line))
	}
}

// taskAndInstance fills {task}, {stopped}, {ci}, {default}, {sgr}, {sd}, {done}, {sr}, {primary}, {active} and {draining} of a line with ids of
// the world: a task, a stopped task, a container instance, a default group, a rule of sg-web, a
// service deployment, one that was completed, a service revision, task sets by their status;
// and {key}, {iip} and {deletion} with those of IAM.
func taskAndInstance(w *World, line string) string {
	for task := range w.s.Tasks.All() {
		line = strings.ReplaceAll(line, "{task}", task.ID)
		if task.LastStatus == taskStopped {
			line = strings.ReplaceAll(line, "{stopped}", task.ID)
		}
	}
	for c := range w.s.ContainerInstances.All() {
		line = strings.ReplaceAll(line, "{ci}", lastOf(c.ARN))
	}
	for d := range w.s.ServiceDeployments.All() {
		line = strings.ReplaceAll(strings.ReplaceAll(line, "{sd}", d.ARN), "{sr}", d.Target)
		if d.Status == statusSuccessful {
			line = strings.ReplaceAll(line, "{done}", d.ARN)
		}
	}
	for s := range w.s.Services.All() {
		for _, ts := range s.TaskSets {
			line = strings.ReplaceAll(line, "{"+strings.ToLower(ts.Status)+"}", ts.Deployment.ID)
		}
	}
	for u := range w.s.Users.All() {
		for _, k := range u.Keys {
			line = strings.ReplaceAll(line, "{key}", k.ID)
		}
	}
	for d := range w.s.Deletions.All() {
		line = strings.ReplaceAll(line, "{deletion}", d.ID)
	}
	if i := w.s.Instances.Get(w.idOf("instance", "a")); i != nil {
		if at := w.association(i); at != nil {
			line = strings.ReplaceAll(line, "{iip}", at.ID)
		}
	}
	for g := range w.s.SecurityGroups.All() {
		switch {
		case g.Name == "default":
			line = strings.ReplaceAll(line, "{default}", g.ID)
		case g.Name == "web" && len(g.Rules) > 1:
			line = strings.ReplaceAll(line, "{sgr}", g.Rules[1].ID)
		}
	}
	return ties(w, line)
}

// TestReadingChangesNothing: see the table of reads below, which must have every
// operation that only reads.
func TestReadingChangesNothing(t *testing.T) {
	w := busy(t, true)
	withTaskSets(t, w)
	withIAM(t, w)
	withNetwork(t, w)
	covered := map[string]bool{"ecs:ListServicesByNamespace": true} // refuses whatever is asked: there is no namespace
	for _, line := range reads {
		op, in, as, err := read(taskAndInstance(w, line))
		if err != nil {
			t.Fatal(line, err)
		}
		covered[op.ID()] = true
		unchanged(t, w, line, func() {
			r, refusal := w.Call(as, op.ID(), in)
			if refusal != nil {
				t.Error(line, refusal)
			} else if r.Changed || len(fmt.Sprint(r.Out)) < 4 {
				t.Errorf("%s: changed %t, answer %v", line, r.Changed, r.Out)
			}
		})
	}
	for _, op := range api.Operations() {
		if op.Reads != covered[op.ID()] {
			t.Errorf("%s reads: %t, in the table: %t", op.ID(), op.Reads, covered[op.ID()])
		}
	}
	unchanged(t, w, "looking", func() {
		w.Picture("prod")
		for _, thing := range []string{"web", "own", "web-tg", "alb", "a", "sg-web", "a:32768"} {
			if _, err := w.Why(thing); err != nil {
				t.Error(thing, err)
			}
		}
	})
}

var reads = []string{
	"aws sts get-caller-identity",
	"aws ec2 describe-vpcs --vpc-ids vpc-main",
	"aws ec2 describe-subnets --filters Name=vpc-id,Values=vpc-main",
	"aws ec2 describe-internet-gateways",
	"aws ec2 describe-route-tables --route-table-ids rtb-public",
	"aws ec2 describe-vpc-attribute --vpc-id vpc-main --attribute enableDnsHostnames",
	"aws ec2 describe-vpc-attribute --vpc-id vpc-main --attribute enableDnsSupport",
	"aws ec2 describe-vpc-attribute --vpc-id vpc-main --attribute enableNetworkAddressUsageMetrics",
	"aws ec2 describe-addresses", "aws ec2 describe-addresses --allocation-ids eip-a",
	"aws ec2 describe-nat-gateways --nat-gateway-ids nat",
	"aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values=vpc-main",
	"aws ec2 describe-vpc-endpoint-services --service-names " + euWest + "s3",
	"aws ec2 describe-prefix-lists", "aws ec2 describe-managed-prefix-lists",
	"aws ec2 describe-network-acls --filters Name=association.subnet-id,Values=private-2",
	"aws ec2 describe-network-interfaces --filters Name=subnet-id,Values=subnet-a",
	"aws ec2 describe-security-groups --group-ids sg-web",
	"aws ec2 describe-security-groups --group-names sg-web",
	"aws ec2 describe-security-group-rules --filters Name=group-id,Values=sg-web",
	"aws ec2 describe-instances --instance-ids a",
	"aws ec2 describe-volumes --filters Name=availability-zone,Values=eu-west-1a",
	"aws efs describe-file-systems",
	"aws efs describe-file-systems --creation-token main",
	"aws efs describe-mount-targets --file-system-id fs-main",
	"aws efs describe-mount-targets --mount-target-id mt-b",
	"aws efs describe-mount-target-security-groups --mount-target-id mt-a",
	"aws ecs describe-clusters --clusters prod nowhere --include SETTINGS STATISTICS",
	"aws ecs list-clusters",
	"aws ecs describe-task-definition --task-definition web",
	"aws ecs list-task-definitions",
	"aws ecs list-task-definition-families",
	"aws ecs describe-services --cluster prod --services web nothing",
	"aws ecs list-services --cluster prod",
	"aws ecs describe-capacity-providers --capacity-providers FARGATE mine",
	"aws ecs list-services --cluster prod --launch-type EC2 --scheduling-strategy DAEMON",
	"aws ecs list-tasks --cluster prod --service-name web",
	"aws ecs list-tasks --cluster prod --container-instance {ci}",
	"aws ecs list-tasks --cluster prod --started-by me",
	"aws ecs describe-tasks --cluster prod --tasks {task} 0123",
	"aws ecs get-task-protection --cluster prod",
	"aws ecs get-task-protection --cluster prod --tasks {task} 0123",
	"aws ecs list-tags-for-resource --resource-arn arn:aws:ecs:eu-west-1:123456789012:service/prod/web",
	"aws ecs list-tags-for-resource --resource-arn a",
	"aws ecs list-account-settings --effective-settings",
	"aws ecs list-account-settings --name awsvpcTrunking --value disabled --effective-settings",
	"aws ecs describe-clusters --clusters prod --include TAGS",
	"aws ecs describe-services --cluster prod --services web --include TAGS",
	"aws ecs describe-tasks --cluster prod --tasks {task} --include TAGS",
	"aws ecs describe-container-instances --cluster prod --container-instances {ci} --include TAGS",
	"aws ecs list-container-instances --cluster prod",
	"aws ecs describe-container-instances --cluster prod --container-instances {ci} 0123",
	"aws ecs describe-container-instances --cluster prod --container-instances {ci} --include CONTAINER_INSTANCE_HEALTH",
	"aws ecs list-container-instances --cluster prod --status DRAINING",
	"aws ecs list-container-instances --cluster prod --filter 'attribute:ecs.availability-zone == eu-west-1a'",
	"aws ecs list-attributes --cluster prod --target-type container-instance --attribute-name ecs.instance-type --attribute-value m5.large",
	"aws ecs list-service-deployments --cluster prod --service web --status SUCCESSFUL --created-at after=2020-01-01,before=2099-01-01",
	"aws ecs describe-service-deployments --service-deployment-arns {sd} arn:x",
	"aws ecs describe-service-revisions --service-revision-arns {sr} arn:x",
	"aws ecs describe-task-sets --cluster prod --service own --task-sets {primary} ecs-svc/1",
	"aws ecs describe-task-sets --cluster prod --service own",
	"aws ecs describe-services --cluster prod --services own",
	"aws elb describe-load-balancers --load-balancer-names clb",
	"aws elb describe-instance-health --load-balancer-name clb",
	"aws elbv2 describe-target-groups --names web",
	"aws elbv2 describe-target-group-attributes --target-group-arn web-tg",
	"aws elbv2 describe-load-balancers --load-balancer-arns alb",
	"aws elbv2 describe-listeners --load-balancer-arn alb",
	"aws elbv2 describe-load-balancer-attributes --load-balancer-arn alb",
	"aws elbv2 describe-rules --listener-arn http",
	"aws elbv2 describe-target-health --target-group-arn web-tg",
	"aws elbv2 describe-target-health --target-group-arn web-tg --targets Id=a,Port=9",
}
