package cli

import (
	"fmt"
	"strings"
	"time"

	"drydock/engine"
	"drydock/engine/api"
)

// benchCase is a whole run of the engine whose speed is measured: services whose
// tasks are placed on many instances, and run.
type benchCase struct {
	Name      string `json:"name"`
	About     string `json:"about"`
	Instances int    `json:"instances"`
	Tasks     int    `json:"tasks"` // a multiple of perService, or less than it

	start    benchStart // how the tasks come about
	after    benchAfter // what happens when they run
	options  string     // of each create-service or run-task
	instance string     // their type
	cpu, mem int        // of a task: CPU units and MiB
	gogc     int        // for the garbage collector, unless the environment sets it
}

// benchStart is how the tasks of a case come about.
type benchStart int

const (
	byServices benchStart = iota // of up to perService tasks each
	byBalanced                   // services too, each behind a target group of its own
	byRunTask                    // with requests of perRequest tasks
	byFargate                    // services of tasks in awsvpc mode on Fargate
)

// benchAfter is what happens when the tasks of a case run.
type benchAfter int

const (
	nothing   benchAfter = iota
	scaledIn             // every service is scaled in to 0
	anHourOff            // an hour goes by
)

// perService is how many tasks a service of a case has at most: the quota of
// ECS.
const perService = 5000

// perRequest is how many tasks a request of RunTask starts at most.
const perRequest = 10

// What the services of cases ask of placement.
const (
	benchSpread = " --placement-strategy type=spread,field=attribute:ecs.availability-zone type=binpack,field=memory"
	benchMember = " --placement-constraints type=memberOf,expression='attribute:stack == prod and attribute:ecs.instance-type =~ m5.*'"
)

// benchCases are the cases that drydock bench knows, in the order in which it
// lists them.
func benchCases() []benchCase {
	out := []benchCase{benchPlacing("small", "the default strategy, on a world that takes no time", 12, 60, "")}
	for _, size := range []struct {
		name             string
		instances, tasks int
	}{{"1k", 1000, 10_000}, {"10k", 10_000, 100_000}} {
		out = append(out,
			benchPlacing("default-"+size.name, "the default strategy of services", size.instances, size.tasks, ""),
			benchPlacing("spread-"+size.name, "spread over three zones, then binpack on memory", size.instances, size.tasks, benchSpread),
			benchPlacing("member-"+size.name, "the default strategy, and memberOf over two attributes", size.instances, size.tasks, benchMember),
		)
	}
	scale := benchPlacing("scale-in", "a service of the default strategy, scaled in to 0", 1000, perService, "")
	scale.after = scaledIn
	run := benchPlacing("run-task", "RunTask, ten tasks with each request", 1000, 10_000, "")
	run.start = byRunTask
	fargate := benchPlacing("fargate", "tasks on Fargate, with interfaces of their own, scaled in to 0", 0, perService, "")
	fargate.start, fargate.after = byFargate, scaledIn
	balanced := benchPlacing("balanced", "services behind a load balancer for an hour, most of it health checks", 1000, 10_000, "")
	balanced.start, balanced.after = byBalanced, anHourOff
	out = append(out, scale, run, fargate, balanced)
	huge := benchPlacing("huge", "the default strategy, two million tasks in one run", 6100, 2_000_000, "")
	huge.instance, huge.cpu, huge.mem, huge.gogc = "m5.4xlarge", 32, 128, 100
	return append(out, huge)
}

// benchPlacing is a case with tasks of which sixteen fill an instance.
func benchPlacing(name, about string, instances, tasks int, options string) benchCase {
	return benchCase{Name: name, About: about, Instances: instances, Tasks: tasks, options: options, instance: "m5.xlarge", cpu: 256, mem: 512, gogc: 400}
}

// services is how many services share the tasks of a case, all alike.
func (b benchCase) services() int {
	if b.start == byRunTask {
		return 0
	}
	return max(1, b.Tasks/perService)
}

// benchWorld is a world in which a case is played.
type benchWorld struct {
	*engine.World
	subnets []string // one in each zone
}

// aws makes a call from a line.
func (w benchWorld) aws(format string, args ...any) (any, error) {
	r, err := api.ParseLine("aws " + fmt.Sprintf(format, args...))
	if err != nil {
		return nil, err
	}
	out, refusal := w.Call(engine.Administrator, r.Op.ID(), r.Input)
	if refusal != nil {
		return nil, refusal
	}
	return out.Out, nil
}

// build makes a cluster with the instances of a case, dealt out to three zones;
// three in four have the attribute stack=prod.
func (b benchCase) build() (benchWorld, error) {
	w := benchWorld{World: engine.New(engine.Config{Seed: 1, Start: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)})}
	port := int64(8080)
	image := &api.DeclareImageInput{Uri: "app:1"}
	if b.start == byBalanced {
		image.Listens = &port
	}
	if _, refusal := w.Call(engine.Scenario, "drydock:DeclareImage", image); refusal != nil {
		return w, refusal
	}
	network, err := w.network()
	if err != nil {
		return w, err
	}
	if _, err := w.aws("ecs create-cluster --cluster-name prod"); err != nil {
		return w, err
	}
	if _, err := w.aws("%s", b.definition()); err != nil {
		return w, err
	}
	if b.start == byBalanced {
		if err := b.balance(w, network); err != nil {
			return w, err
		}
	}
	return w, b.launch(w)
}

// network makes a VPC with a public subnet in each of three zones.
func (w *benchWorld) network() (vpc string, err error) {
	made, err := w.aws("ec2 create-vpc --cidr-block 10.0.0.0/16")
	if err != nil {
		return "", err
	}
	vpc = made.(*api.CreateVpcOutput).Vpc.VpcId
	if made, err = w.aws("ec2 create-internet-gateway"); err != nil {
		return "", err
	}
	gateway := made.(*api.CreateInternetGatewayOutput).InternetGateway.InternetGatewayId
	if _, err = w.aws("ec2 attach-internet-gateway --internet-gateway-id %s --vpc-id %s", gateway, vpc); err != nil {
		return "", err
	}
	if made, err = w.aws("ec2 describe-route-tables"); err != nil {
		return "", err
	}
	table := made.(*api.DescribeRouteTablesOutput).RouteTables[0].RouteTableId
	if _, err = w.aws("ec2 create-route --route-table-id %s --destination-cidr-block 0.0.0.0/0 --gateway-id %s", table, gateway); err != nil {
		return "", err
	}
	for i, zone := range "abc" {
		made, err := w.aws("ec2 create-subnet --vpc-id %s --cidr-block 10.0.%d.0/18 --availability-zone eu-west-1%c", vpc, 64*i, zone)
		if err != nil {
			return "", err
		}
		id := made.(*api.CreateSubnetOutput).Subnet.SubnetId
		if _, err := w.aws("ec2 modify-subnet-attribute --subnet-id %s --map-public-ip-on-launch", id); err != nil {
			return "", err
		}
		w.subnets = append(w.subnets, id)
	}
	return vpc, nil
}

// definition is the line that registers the task definition of a case.
func (b benchCase) definition() string {
	options, ports := "", ""
	switch b.start {
	case byFargate:
		options = fmt.Sprintf(" --requires-compatibilities FARGATE --network-mode awsvpc --cpu %d --memory %d", b.cpu, b.mem)
	case byBalanced:
		ports = `,"portMappings":[{"containerPort":8080}]`
	}
	return fmt.Sprintf(`ecs register-task-definition --family app%s --container-definitions '[{"name":"app","image":"app:1","cpu":%d,"memory":%d%s}]'`, options, b.cpu, b.mem, ports)
}

// balance makes a load balancer with a target group and a listener for each
// service. All is in the default security group, which admits itself.
func (b benchCase) balance(w benchWorld, network string) error {
	made, err := w.aws("elbv2 create-load-balancer --name app --scheme internal --subnets %s", strings.Join(w.subnets, " "))
	if err != nil {
		return err
	}
	balancer := made.(*api.CreateLoadBalancerOutput).LoadBalancers[0].LoadBalancerArn
	for i := range b.services() {
		made, err := w.aws("elbv2 create-target-group --name app-%d --protocol HTTP --port 80 --vpc-id %s", i, network)
		if err != nil {
			return err
		}
		group := made.(*api.CreateTargetGroupOutput).TargetGroups[0].TargetGroupArn
		if _, err := w.aws("elbv2 create-listener --load-balancer-arn %s --protocol HTTP --port %d --default-actions Type=forward,TargetGroupArn=%s", balancer, 80+i, group); err != nil {
			return err
		}
	}
	return nil
}

// launch starts the instances of a case and waits for their agents.
func (b benchCase) launch(w benchWorld) error {
	const most = 4 // with one request, so that small cases have all zones and stacks
	for at, n := 0, 0; at < b.Instances; at, n = at+most, n+1 {
		stack := "prod"
		if n%4 == 3 {
			stack = "test"
		}
		_, err := w.aws(`ec2 run-instances --image-id ami-ecs --instance-type %s --count %d --subnet-id %s --iam-instance-profile Name=ecsInstanceRole --user-data 'ECS_CLUSTER=prod ECS_INSTANCE_ATTRIBUTES={"stack":"%s"}'`,
			b.instance, min(most, b.Instances-at), w.subnets[n%len(w.subnets)], stack)
		if err != nil {
			return err
		}
	}
	w.Advance(5 * time.Minute)
	return nil
}

// place has every task of a case placed.
func (b benchCase) place(w benchWorld) error {
	if b.start == byRunTask {
		for at := 0; at < b.Tasks; at += perRequest {
			out, err := w.aws("ecs run-task --cluster prod --task-definition app --count %d%s", min(perRequest, b.Tasks-at), b.options)
			if err != nil {
				return err
			}
			if failures := out.(*api.RunTaskOutput).Failures; len(failures) > 0 {
				return fmt.Errorf("%s: a task was not placed: %s", b.Name, failures[0].Reason)
			}
		}
		return nil
	}
	for i := range b.services() {
		options, err := b.serviceOptions(w, i)
		if err != nil {
			return err
		}
		if _, err := w.aws("ecs create-service --cluster prod --service-name app-%d --task-definition app --desired-count %d%s", i, b.Tasks/b.services(), options); err != nil {
			return err
		}
	}
	w.Advance(0)
	return nil
}

// serviceOptions are the options of one create-service of a case.
func (b benchCase) serviceOptions(w benchWorld, i int) (string, error) {
	switch b.start {
	case byFargate:
		return b.options + " --launch-type FARGATE --network-configuration 'awsvpcConfiguration={subnets=[" + strings.Join(w.subnets, ",") + "],assignPublicIp=ENABLED}'", nil
	case byBalanced:
		out, err := w.aws("elbv2 describe-target-groups --names app-%d", i)
		if err != nil {
			return "", err
		}
		return b.options + fmt.Sprintf(" --load-balancers targetGroupArn=%s,containerName=app,containerPort=8080", out.(*api.DescribeTargetGroupsOutput).TargetGroups[0].TargetGroupArn), nil
	default:
		return b.options, nil
	}
}

// run waits for every service to be steady.
func (b benchCase) run(w benchWorld) error {
	w.Advance(2 * time.Minute)
	return b.check(w, b.Tasks)
}

// goOn plays what happens when the tasks of a case run.
func (b benchCase) goOn(w benchWorld) error {
	switch b.after {
	case scaledIn:
		for i := range b.services() {
			if _, err := w.aws("ecs update-service --cluster prod --service app-%d --desired-count 0", i); err != nil {
				return err
			}
		}
		w.Advance(2 * time.Minute)
		return b.check(w, 0)
	case anHourOff:
		w.Advance(time.Hour)
		return b.check(w, b.Tasks)
	default:
		return nil
	}
}

// check finds out whether as many tasks run as there are to be, all of them
// healthy where that is checked.
func (b benchCase) check(w benchWorld, tasks int) error {
	out, err := w.aws("ecs describe-clusters --clusters prod")
	if err != nil {
		return err
	}
	k := out.(*api.DescribeClustersOutput).Clusters[0]
	if k.RegisteredContainerInstancesCount != int64(b.Instances) || k.RunningTasksCount != int64(tasks) {
		return fmt.Errorf("%s: %d tasks run on %d instances, not %d on %d", b.Name, k.RunningTasksCount, k.RegisteredContainerInstancesCount, tasks, b.Instances)
	}
	for _, e := range w.Events() {
		if strings.Contains(e.Message, "unable to place") || strings.Contains(e.Message, "unhealthy") {
			return fmt.Errorf("%s: %s", b.Name, e.Message)
		}
	}
	return nil
}
