package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// The worlds of TestEachPieceHasItsSymptom: the prelude's VPC with private subnets
// whose tasks and instances reach AWS in one of three ways.

// privateSubnet is a subnet without a way out, in the zone of subnet-a, with its own
// route table and network ACL.
var privateSubnet = []string{
	"private = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.10.0/24 --availability-zone eu-west-1a",
	"rtb-private = aws ec2 create-route-table --vpc-id vpc-main",
	"aws ec2 associate-route-table --route-table-id rtb-private --subnet-id private",
	"acl-private = aws ec2 create-network-acl --vpc-id vpc-main",
	"aws ec2 create-network-acl-entry --network-acl-id acl-private --ingress --rule-number 100 --protocol -1 --cidr-block 0.0.0.0/0 --rule-action allow",
	"aws ec2 create-network-acl-entry --network-acl-id acl-private --egress --rule-number 100 --protocol -1 --cidr-block 0.0.0.0/0 --rule-action allow",
	"drydock Associate private acl-private", // as symptomLine reads it
	"sg-app = aws ec2 create-security-group --group-name app --description app --vpc-id vpc-main",
	"sg-node = aws ec2 create-security-group --group-name node --description node --vpc-id vpc-main",
}

// interfaceEndpoints are the services that the worlds with endpoints reach by one.
var interfaceEndpoints = []string{"ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ecs", "ecs-agent", "ecs-telemetry"}

// byEndpoints gives the private subnet VPC endpoints, and no way to the internet.
func byEndpoints() []string {
	out := append(slices.Clone(privateSubnet),
		"subnet-points = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.20.0/24 --availability-zone eu-west-1a",
		"sg-points = aws ec2 create-security-group --group-name points --description points --vpc-id vpc-main",
		"aws ec2 authorize-security-group-ingress --group-id sg-points --protocol tcp --port 443 --cidr 10.0.0.0/16",
	)
	for _, service := range interfaceEndpoints {
		out = append(out, fmt.Sprintf("ep-%s = aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.%s --subnet-ids subnet-points --security-group-ids sg-points --private-dns-enabled",
			strings.ReplaceAll(service, ".", "-"), service))
	}
	return append(out, "ep-s3 = aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Gateway --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-private", "advance 2m")
}

// byNAT gives the private subnet a NAT gateway in the public one.
func byNAT() []string {
	return append(slices.Clone(privateSubnet),
		"eip = aws ec2 allocate-address --domain vpc",
		"nat = aws ec2 create-nat-gateway --subnet-id subnet-b --allocation-id eip", "advance 2m",
		"aws ec2 create-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat",
	)
}

// byGateway makes the subnet a public one, whose instances and tasks have public
// addresses.
func byGateway() []string {
	return append(slices.Clone(privateSubnet),
		"aws ec2 modify-subnet-attribute --subnet-id private --map-public-ip-on-launch",
		"aws ec2 create-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0 --gateway-id igw-main", publicTasks,
	)
}

// publicTasks has the tasks on Fargate of symptomsOf ask for a public address.
const (
	publicTasks   = "assignPublicIp=ENABLED"
	noPublicTasks = "assignPublicIp=DISABLED"
)

const (
	privateImage = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1"
	// needsAll is a definition whose start takes every service: a private image, a
	// secret, a parameter and a log group.
	needsAll = `aws ecs register-task-definition --family all-%[1]s --network-mode %[1]s --cpu 256 --memory 512 --execution-role-arn ecsTaskExecutionRole --requires-compatibilities %[2]s --container-definitions '[{"name":"shop","image":"` + privateImage + `","memory":128,"secrets":[{"name":"KEY","valueFrom":"arn:aws:secretsmanager:eu-west-1:123456789012:secret:key-AbCdEf"},{"name":"URL","valueFrom":"arn:aws:ssm:eu-west-1:123456789012:parameter/url"}],"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/shop","awslogs-region":"eu-west-1","awslogs-stream-prefix":"s"}}}]'`
)

// symptoms is what each kind of task and instance shows. An empty text stands for a
// task that runs, an agent that is connected, an instance that registers.
type symptoms struct {
	fargate, bridge, awsvpc string // the reason of a new task's container
	agent                   string // of the instance that is there: "lost"
	newcomer                string // of a new instance: what its agent writes
}

// symptomsOf starts a task of each kind and an instance, and tells what comes of them.
// The tasks begin right after the change, before an agent notices that it has lost ECS.
func symptomsOf(t *testing.T, lines, change []string) symptoms {
	t.Helper()
	w := prelude(t, 1, true)
	must(t, w, `drydock DeclareImage {"Uri": "`+privateImage+`", "Size": 10}`)
	setRole(w, "ecsTaskExecutionRole", ecsTasksService, allowDoc("*", "ecr:*", "logs:*", "secretsmanager:*", "ssm:*", "kms:*", "s3:*"))
	setRole(w, defaultInstanceRole, ec2Service, allowDoc("*", "ecr:*", "ecs:*", "logs:*"))
	public := ""
	for _, line := range lines {
		if line == publicTasks {
			public = "," + line
			continue
		}
		symptomLine(t, w, line)
	}
	must(t, w, fmt.Sprintf(needsAll, "awsvpc", "EC2 FARGATE"), fmt.Sprintf(needsAll, "bridge", "EC2"),
		"aws ecs create-cluster --cluster-name shop",
		"node = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id private --security-group-ids sg-node --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=shop",
		"advance 3m")
	for _, line := range change {
		if line == noPublicTasks {
			public = ""
			continue
		}
		symptomLine(t, w, line)
	}
	const own = " --network-configuration awsvpcConfiguration={subnets=[private],securityGroups=[sg-app]"
	must(t, w,
		"aws ecs create-service --cluster shop --service-name fargate --task-definition all-awsvpc --desired-count 1 --launch-type FARGATE"+own+public+"}",
		"aws ecs create-service --cluster shop --service-name awsvpc --task-definition all-awsvpc --desired-count 1"+own+"}",
		"aws ecs create-service --cluster shop --service-name bridge --task-definition all-bridge --desired-count 1",
		"advance 85s",
		"late = aws ec2 run-instances --image-id ami-ecs --instance-type m5.large --subnet-id private --security-group-ids sg-node --iam-instance-profile Name=ecsInstanceRole --user-data ECS_CLUSTER=shop",
		"advance 3m")
	out := symptoms{fargate: startOf(w, "fargate"), bridge: startOf(w, "bridge"), awsvpc: startOf(w, "awsvpc")}
	if c := w.registered(w.idOf("instance", "node")); c == nil || !c.Connected {
		out.agent = "lost"
	}
	if c := w.registered(w.idOf("instance", "late")); c == nil || !c.Connected {
		out.newcomer = w.s.Instances.Get(w.idOf("instance", "late")).AgentSaid
	}
	return out
}

// symptomLine does a line of TestEachPieceHasItsSymptom: one of do, or one that first
// has to find an id.
func symptomLine(t *testing.T, w *World, line string) {
	t.Helper()
	if rest, ok := strings.CutPrefix(line, "drydock Associate "); ok {
		name, acl, _ := strings.Cut(rest, " ")
		s := w.s.Subnets.Get(w.idOf("subnet", name))
		line = "aws ec2 replace-network-acl-association --association-id " + s.ACLTied + " --network-acl-id " + acl
	}
	if name, ok := strings.CutPrefix(line, "drydock Disassociate "); ok {
		s := w.s.Subnets.Get(w.idOf("subnet", name))
		for _, a := range w.s.RouteTables.Get(s.Table).Associations {
			if a.Subnet == s.ID {
				line = "aws ec2 disassociate-route-table --association-id " + a.ID
			}
		}
	}
	must(t, w, line)
}

// startOf is why the first task of a service that ended did not start; empty when it
// is RUNNING, "waits" when it is neither.
func startOf(w *World, service string) string {
	for task := range w.s.Tasks.All() {
		if task.Group != "service:"+service {
			continue
		}
		switch {
		case task.LastStatus == taskRunning:
			return ""
		case task.StopCode != "":
			for _, k := range task.Containers {
				if k.Reason != "" {
					return k.Reason
				}
			}
			return task.StoppedReason
		}
	}
	return "waits"
}

// TestEachPieceHasItsSymptom takes each route, rule, gateway, endpoint, association
// and DNS setting away from a world in which everything works. Reference 02 §5.3, §5.4
// and §5.9, reference 03 §2.4.
func TestEachPieceHasItsSymptom(t *testing.T) {
	const (
		token    = "unable to pull secrets or registry auth: The task cannot pull registry auth from Amazon ECR: There is a connection issue between the task and Amazon ECR."
		secret   = "unable to retrieve secret from asm: There is a connection issue between the task and AWS Secrets Manager."
		setting  = "unable to retrieve secrets from ssm: The task cannot pull secrets from AWS Systems Manager. There is a connection issue"
		logs     = "failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue"
		manifest = "CannotPullContainerError: The task cannot pull " + privateImage + " from the Amazon ECR repository URI. There is a connection issue"
		layers   = "CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: httpReadSeeker: failed open: failed to do request"
		denied   = "CannotPullContainerError: ref pull has been retried 1 time(s): failed to copy: httpReadSeeker: failed open: unexpected status code"

		hostToken    = "CannotPullECRContainerError: RequestError: send request failed caused by: Post \"https://api.ecr.eu-west-1.amazonaws.com/\""
		hostSecret   = "Fetching secret data from AWS Secrets Manager in region eu-west-1"
		hostSetting  = "Fetching secret data from SSM Parameter Store in eu-west-1"
		hostManifest = "CannotPullContainerError: Error response from daemon: Get \"https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/\": net/http: request canceled while waiting for connection"
		hostLayers   = "CannotPullContainerError: error pulling image configuration"
		hostLogs     = "CannotStartContainerError: Error response from daemon: failed to initialize logging driver"

		toECS, toAgent = `Post "https://ecs.eu-west-1.amazonaws.com/"`, `Post "https://ecs-a-1.eu-west-1.amazonaws.com/"`
		lost           = "lost"
	)
	// An agent that does not reach ECS begins with no task: it could not report it.
	all := symptoms{token, "waits", "waits", lost, toECS}
	host := symptoms{"", "waits", "waits", lost, toECS}
	gone := func(endpoint string) []string {
		return []string{"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids " + endpoint}
	}
	deny := func(direction, more string) []string {
		return []string{"aws ec2 create-network-acl-entry --network-acl-id acl-private --" + direction + " --rule-number 50 --rule-action deny " + more}
	}
	const anything = "--protocol -1 --cidr 0.0.0.0/0"
	for _, c := range []struct {
		name   string
		world  []string
		change []string
		want   symptoms
	}{
		{"endpoints: nothing missing", byEndpoints(), nil, symptoms{}},
		{"endpoints: no ecr.api", byEndpoints(), gone("ep-ecr-api"), symptoms{fargate: token, bridge: hostToken, awsvpc: hostToken}},
		{"endpoints: no ecr.dkr", byEndpoints(), gone("ep-ecr-dkr"), symptoms{fargate: manifest, bridge: hostManifest, awsvpc: hostManifest}},
		{"endpoints: no S3", byEndpoints(), gone("ep-s3"), symptoms{fargate: layers, bridge: hostLayers, awsvpc: hostLayers}},
		{"endpoints: S3 of another route table", byEndpoints(), []string{"aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --add-route-table-ids rtb-public --remove-route-table-ids rtb-private"}, symptoms{fargate: layers, bridge: hostLayers, awsvpc: hostLayers}},
		{"endpoints: a policy of S3 without the bucket of layers", byEndpoints(), []string{`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::menus/*"}]}'`}, symptoms{fargate: denied, bridge: hostLayers, awsvpc: hostLayers}},
		{"endpoints: a policy of ecr.api that denies", byEndpoints(), []string{`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:DescribeRepositories","Resource":"*"}]}'`}, symptoms{fargate: "because no VPC endpoint policy allows the ecr:GetAuthorizationToken action", bridge: "because no VPC endpoint policy allows", awsvpc: "because no VPC endpoint policy allows"}},
		{"endpoints: no logs", byEndpoints(), gone("ep-logs"), symptoms{fargate: logs, bridge: hostLogs, awsvpc: hostLogs}},
		{"endpoints: no secretsmanager", byEndpoints(), gone("ep-secretsmanager"), symptoms{fargate: secret, bridge: hostSecret, awsvpc: hostSecret}},
		{"endpoints: no ssm", byEndpoints(), gone("ep-ssm"), symptoms{fargate: setting, bridge: hostSetting, awsvpc: hostSetting}},
		{"endpoints: no ecs", byEndpoints(), gone("ep-ecs"), symptoms{bridge: "waits", awsvpc: "waits", newcomer: toECS}},
		{"endpoints: no ecs-agent", byEndpoints(), gone("ep-ecs-agent"), symptoms{agent: lost, newcomer: toAgent}},
		{"endpoints: no ecs-telemetry", byEndpoints(), gone("ep-ecs-telemetry"), symptoms{}},
		{"endpoints: private DNS of ecr.dkr off", byEndpoints(), []string{"aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-dkr --no-private-dns-enabled"}, symptoms{fargate: manifest, bridge: hostManifest, awsvpc: hostManifest}},
		{"endpoints: their group admits nothing", byEndpoints(), []string{"aws ec2 revoke-security-group-ingress --group-id sg-points --protocol tcp --port 443 --cidr 10.0.0.0/16"}, all},
		{"endpoints: their group admits the tasks only", byEndpoints(), []string{
			"aws ec2 revoke-security-group-ingress --group-id sg-points --protocol tcp --port 443 --cidr 10.0.0.0/16",
			"aws ec2 authorize-security-group-ingress --group-id sg-points --protocol tcp --port 443 --source-group sg-app",
		}, host},
		{"endpoints: the tasks' group has no egress", byEndpoints(), []string{"aws ec2 revoke-security-group-egress --group-id sg-app " + anything}, symptoms{fargate: token}},
		{"endpoints: the instances' group has no egress", byEndpoints(), []string{"aws ec2 revoke-security-group-egress --group-id sg-node " + anything}, host},
		{"endpoints: the ACL lets nothing out", byEndpoints(), deny("egress", "--protocol -1 --cidr-block 0.0.0.0/0"), all},
		{"endpoints: the ACL drops the answers", byEndpoints(), deny("ingress", "--protocol tcp --port-range From=32768,To=65535 --cidr-block 0.0.0.0/0"), all},
		{"endpoints: the ACL of a fresh one", byEndpoints(), []string{"acl-new = aws ec2 create-network-acl --vpc-id vpc-main", "drydock Associate private acl-new"}, all},
		{"endpoints: DNS resolution off", byEndpoints(), []string{"aws ec2 modify-vpc-attribute --vpc-id vpc-main --no-enable-dns-support"}, all},
		{"endpoints: DNS hostnames off", byEndpoints(), []string{"aws ec2 modify-vpc-attribute --vpc-id vpc-main --no-enable-dns-hostnames"}, all},

		{"NAT: nothing missing", byNAT(), nil, symptoms{}},
		{"NAT: no route", byNAT(), []string{"aws ec2 delete-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0"}, all},
		{"NAT: the subnet uses the main route table", byNAT(), []string{"drydock Disassociate private"}, all},
		{"NAT: deleted", byNAT(), []string{"aws ec2 delete-nat-gateway --nat-gateway-id nat"}, all},
		{"NAT: its subnet has no route to the gateway", byNAT(), []string{"aws ec2 delete-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0"}, all},
		{"NAT: its route leads to the internet gateway itself", byNAT(), []string{"aws ec2 replace-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0 --gateway-id igw-main"}, all},
		{"NAT: an ACL before it", byNAT(), []string{
			"acl-nat = aws ec2 create-network-acl --vpc-id vpc-main",
			"aws ec2 create-network-acl-entry --network-acl-id acl-nat --ingress --rule-number 100 --protocol tcp --port-range From=443,To=443 --cidr-block 0.0.0.0/0 --rule-action allow",
			"aws ec2 create-network-acl-entry --network-acl-id acl-nat --egress --rule-number 100 --protocol -1 --cidr-block 0.0.0.0/0 --rule-action allow",
			"drydock Associate subnet-b acl-nat",
		}, all},
		{"NAT: DNS hostnames off", byNAT(), []string{"aws ec2 modify-vpc-attribute --vpc-id vpc-main --no-enable-dns-hostnames"}, symptoms{}},
		{"gateway: nothing missing", byGateway(), nil, symptoms{}},
		{"gateway: a task without a public address", byGateway(), []string{noPublicTasks}, symptoms{fargate: token}},
		{"gateway: a new instance without a public address", byGateway(), []string{"aws ec2 modify-subnet-attribute --subnet-id private --no-map-public-ip-on-launch"}, symptoms{newcomer: toECS}},
		{"gateway: no route", byGateway(), []string{"aws ec2 delete-route --route-table-id rtb-private --destination-cidr-block 0.0.0.0/0"}, all},
		{"gateway: the subnet uses the main route table", byGateway(), []string{"drydock Disassociate private"}, all},
		{"gateway: a more specific route to nowhere", byGateway(), []string{
			"eip = aws ec2 allocate-address --domain vpc", "nat = aws ec2 create-nat-gateway --subnet-id subnet-b --allocation-id eip", "advance 2m",
			"aws ec2 create-route --route-table-id rtb-private --destination-cidr-block 198.18.0.0/15 --nat-gateway-id nat", "aws ec2 delete-nat-gateway --nat-gateway-id nat",
		}, all},
		{"NAT: DNS resolution off", byNAT(), []string{"aws ec2 modify-vpc-attribute --vpc-id vpc-main --no-enable-dns-support"}, all},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := symptomsOf(t, c.world, c.change)
			for _, one := range [][3]string{
				{"Fargate", got.fargate, c.want.fargate},
				{"EC2 in bridge mode", got.bridge, c.want.bridge},
				{"EC2 in awsvpc mode", got.awsvpc, c.want.awsvpc},
				{"the agent", got.agent, c.want.agent},
				{"a new instance", got.newcomer, c.want.newcomer},
			} {
				if one[2] == "" && one[1] != "" || !strings.Contains(one[1], one[2]) {
					t.Errorf("%s: got %q, want %q", one[0], one[1], one[2])
				}
			}
		})
	}
}

// TestEachPieceOfAMountHasItsSymptom takes away what a mount of EFS needs. Reference 03
// §2.4 rows 21 and 22, §4.2.
func TestEachPieceOfAMountHasItsSymptom(t *testing.T) {
	const (
		silent     = "Mount attempt 1/3 failed due to timeout"
		hostSilent = "context deadline exceeded"
		unresolved = "Failed to resolve \"fs-"
		admit      = "aws ec2 authorize-security-group-ingress --group-id sg-files --protocol tcp --port 2049 --source-group "
		close2049  = "aws ec2 revoke-security-group-ingress --group-id sg-files --protocol tcp --port 2049 --source-group "
	)
	for _, c := range []struct {
		name                    string
		change                  []string
		fargate, bridge, awsvpc string
	}{
		{"nothing missing", nil, "", "", ""},
		{"the tasks' group is not admitted", []string{close2049 + "sg-app"}, silent, "", hostSilent},
		{"the instances' group is not admitted", []string{close2049 + "sg-web"}, "", hostSilent, ""},
		{"no mount target", []string{"aws efs delete-mount-target --mount-target-id mt-a", "advance 2m"}, unresolved, unresolved, unresolved},
		{"DNS hostnames off", []string{"aws ec2 modify-vpc-attribute --vpc-id vpc-main --no-enable-dns-hostnames"}, unresolved, unresolved, unresolved},
		{"the ACL of the mount target's subnet", []string{
			"acl-files = aws ec2 create-network-acl --vpc-id vpc-main",
			"aws ec2 create-network-acl-entry --network-acl-id acl-files --ingress --rule-number 100 --protocol tcp --port-range From=2049,To=2049 --cidr-block 0.0.0.0/0 --rule-action allow",
			"drydock Associate files acl-files",
		}, silent, hostSilent, hostSilent},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, true)
			must(t, w,
				"files = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.30.0/24 --availability-zone eu-west-1a",
				"sg-app = aws ec2 create-security-group --group-name app --description app --vpc-id vpc-main",
				"sg-files = aws ec2 create-security-group --group-name files --description files --vpc-id vpc-main", admit+"sg-app", admit+"sg-web",
				"fs = aws efs create-file-system --creation-token files", "advance 1m", "mt-a = aws efs create-mount-target --file-system-id fs --subnet-id files --security-groups sg-files", "advance 2m")
			for _, mode := range []string{"awsvpc", "bridge"} {
				must(t, w, `aws ecs register-task-definition --family files-`+mode+` --network-mode `+mode+` --cpu 256 --memory 512 --requires-compatibilities EC2 `+map[string]string{"awsvpc": "FARGATE"}[mode]+
					` --volumes name=v,efsVolumeConfiguration={fileSystemId=fs} --container-definitions '[{"name":"a","image":"web:1","memory":64,"mountPoints":[{"sourceVolume":"v","containerPath":"/data"}]}]'`)
			}
			for _, line := range c.change {
				symptomLine(t, w, line)
			}
			const own = " --network-configuration awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-app]"
			must(t, w,
				"aws ecs create-service --cluster prod --service-name fargate --task-definition files-awsvpc --desired-count 1 --launch-type FARGATE"+own+",assignPublicIp=ENABLED}",
				"aws ecs create-service --cluster prod --service-name awsvpc --task-definition files-awsvpc --desired-count 1"+own+"}",
				"aws ecs create-service --cluster prod --service-name bridge --task-definition files-bridge --desired-count 1", "advance 3m")
			for service, want := range map[string]string{"fargate": c.fargate, "bridge": c.bridge, "awsvpc": c.awsvpc} {
				if got := startOf(w, service); want == "" && got != "" || !strings.Contains(got, want) {
					t.Errorf("%s: got %q, want %q", service, got, want)
				}
			}
		})
	}
}

// TestEachPieceBeforeATargetHasItsReason takes away what a load balancer needs to reach
// tasks, and gives the reason code. Reference 02 §4.4 and §5.7.
func TestEachPieceBeforeATargetHasItsReason(t *testing.T) {
	const timeout = "unhealthy Target.Timeout"
	for _, c := range []struct {
		name            string
		change          []string
		fargate, bridge string
	}{
		{"nothing missing", nil, "healthy ", "healthy "},
		{"the tasks' group", []string{"aws ec2 revoke-security-group-ingress --group-id sg-app --protocol tcp --port 8080 --source-group sg-alb"}, timeout, "healthy "},
		{"the instances' group", []string{"aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 32768-65535 --source-group sg-alb"}, "healthy ", timeout},
		{"the load balancer's egress", []string{"aws ec2 revoke-security-group-egress --group-id sg-alb --protocol -1 --cidr 0.0.0.0/0"}, timeout, timeout},
		{"the group that the rules name", []string{"sg-new = aws ec2 create-security-group --group-name new --description new --vpc-id vpc-main", "aws elbv2 set-security-groups --load-balancer-arn alb --security-groups sg-new"}, timeout, timeout},
		{"the listener", []string{"aws elbv2 delete-listener --listener-arn http"}, "healthy ", "unused Target.NotInUse"},
		{"an ACL that lets answers to Linux alone pass", []string{
			"acl-lb = aws ec2 create-network-acl --vpc-id vpc-main",
			"aws ec2 create-network-acl-entry --network-acl-id acl-lb --ingress --rule-number 100 --protocol tcp --port-range From=32768,To=65535 --cidr-block 0.0.0.0/0 --rule-action allow",
			"aws ec2 create-network-acl-entry --network-acl-id acl-lb --egress --rule-number 100 --protocol -1 --cidr-block 0.0.0.0/0 --rule-action allow",
			"drydock Associate lb-a acl-lb", "drydock Associate lb-b acl-lb",
		}, timeout, timeout},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := prelude(t, 1, true)
			must(t, w, gate,
				"lb-a = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.40.0/24 --availability-zone eu-west-1a",
				"lb-b = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.41.0/24 --availability-zone eu-west-1b",
				"aws elbv2 set-subnets --load-balancer-arn alb --subnets lb-a lb-b",
				"sg-app = aws ec2 create-security-group --group-name app --description app --vpc-id vpc-main",
				"aws ec2 authorize-security-group-ingress --group-id sg-app --protocol tcp --port 8080 --source-group sg-alb",
				"ip-tg = aws elbv2 create-target-group --name ip --protocol HTTP --port 80 --vpc-id vpc-main --target-type ip",
				"aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 81 --default-actions Type=forward,TargetGroupArn=ip-tg",
				"aws ecs create-service --cluster prod --service-name fargate --task-definition gate --desired-count 1 --launch-type FARGATE --health-check-grace-period-seconds 3600 --load-balancers targetGroupArn=ip-tg,containerName=web,containerPort=8080"+
					" --network-configuration awsvpcConfiguration={subnets=[subnet-a],securityGroups=[sg-app],assignPublicIp=ENABLED}",
				"aws ecs create-service --cluster prod --service-name bridge --task-definition web --desired-count 1 --health-check-grace-period-seconds 3600 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080",
				"advance 3m")
			for _, line := range c.change {
				symptomLine(t, w, line)
			}
			must(t, w, "advance 3m")
			for group, want := range map[string]string{"ip-tg": c.fargate, "web-tg": c.bridge} {
				targets := w.targetGroupNamed(group).Targets
				if len(targets) != 1 || string(targets[0].Health.State)+" "+targets[0].Health.Reason != want {
					t.Errorf("%s: %+v, want %s", group, targets, want)
				}
			}
		})
	}
}
