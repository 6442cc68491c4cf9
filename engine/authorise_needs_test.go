package engine

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"drydock/engine/api"
)

// guarded is the busy world with task sets, and with tags on one thing of ECS of
// each kind.
func guarded(t testing.TB) *World {
	t.Helper()
	w := busy(t, false)
	withTaskSets(t, w)
	withNetwork(t, w)
	for _, thing := range []string{"cluster/prod", "service/prod/web", "service/prod/own", "task-definition/web:1", "task/prod/{task}", "container-instance/prod/{ci}"} {
		must(t, w, taskAndInstance(w, "aws ecs tag-resource --tags key=team,value=blue --resource-arn "+ecsARN+thing))
	}
	return w
}

// filled fills what taskAndInstance fills, and <alias> with the id behind it.
func filled(w *World, text string) string {
	for a := range w.s.Aliases.All() {
		text = strings.ReplaceAll(text, "<"+a.Name+">", a.ID)
	}
	return taskAndInstance(w, text)
}

// asked are the needs of a line: action, resource and keys. "@ecs:" stands for an
// ARN of that service in the account and Region of the tests.
func asked(t *testing.T, w *World, line string) []string {
	t.Helper()
	op, in, _, err := read(filled(w, line))
	if err != nil {
		t.Fatalf("%s\n%v", line, err)
	}
	var out []string
	for _, n := range w.needsOf(op, w.resolve(op, in)) {
		text := n.action
		if text == "" {
			text = op.Action
		}
		text += " " + n.resource
		if n.service != "" {
			text += " for " + n.service
		}
		if keys := n.keys.String(); keys != "" {
			text += " " + keys
		}
		for _, service := range []string{"ecs", "ec2", "elasticfilesystem", "elasticloadbalancing"} {
			text = strings.ReplaceAll(text, "arn:aws:"+service+":eu-west-1:123456789012:", "@"+service+":")
		}
		out = append(out, text)
	}
	return out
}

// asksFor is a request line and what it needs.
type asksFor struct {
	line string
	want []string
}

func holdNeeds(t *testing.T, table []asksFor) {
	t.Helper()
	w := guarded(t)
	for _, c := range table {
		want := []string{}
		for _, text := range c.want {
			want = append(want, filled(w, text))
		}
		if got := asked(t, w, c.line); !slices.Equal(got, want) {
			t.Errorf("%s\ngot  %s\nwant %s", c.line, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
		}
	}
}

const (
	blue   = " aws:resourcetag/team=blue"
	blueIn = " ecs:resourcetag/team=blue"
	inProd = " ecs:cluster=@ecs:cluster/prod"
)

// TestNeedsOfECS: "Actions, resources, and condition keys for Amazon Elastic
// Container Service", Service Authorization Reference, and where the line has tags
// "Grant permission to tag resources on creation", Amazon ECS Developer Guide.
func TestNeedsOfECS(t *testing.T) {
	const withRole = `name=v,managedEBSVolume={roleArn=arn:aws:iam::123456789012:role/ecsInfrastructureRole,sizeInGiB=1}`
	holdNeeds(t, []asksFor{
		{"aws ecs list-clusters", []string{"ecs:ListClusters *"}},
		{"aws ecs create-cluster", []string{"ecs:CreateCluster @ecs:cluster/default"}},
		{"aws ecs create-cluster --cluster-name new --capacity-providers FARGATE --tags key=team,value=red", []string{
			"ecs:CreateCluster @ecs:cluster/new aws:requesttag/team=red aws:tagkeys=[team] ecs:capacity-provider=[@ecs:capacity-provider/FARGATE]",
			"ecs:TagResource @ecs:cluster/new aws:requesttag/team=red aws:tagkeys=[team] ecs:createaction=CreateCluster",
		}},
		{"aws ecs describe-clusters", []string{"ecs:DescribeClusters @ecs:cluster/default"}},
		{"aws ecs describe-clusters --clusters prod nowhere", []string{"ecs:DescribeClusters @ecs:cluster/prod" + blue + blueIn, "ecs:DescribeClusters @ecs:cluster/nowhere"}},
		{"aws ecs describe-capacity-providers", []string{"ecs:DescribeCapacityProviders *"}},
		{"aws ecs describe-capacity-providers --capacity-providers mine", []string{"ecs:DescribeCapacityProviders @ecs:capacity-provider/mine"}},

		{"aws ecs update-service --cluster prod --service web --desired-count 1", []string{"ecs:UpdateService @ecs:service/prod/web" + blue + inProd + blueIn}},
		{"aws ecs update-service --service other --enable-execute-command --task-definition nothing", []string{
			"ecs:UpdateService @ecs:service/default/other ecs:cluster=@ecs:cluster/default ecs:enable-execute-command=true ecs:task-definition=@ecs:task-definition/nothing:*",
		}},
		{"aws ecs update-service --cluster prod --service other --volume-configurations " + withRole, []string{
			"ecs:UpdateService @ecs:service/prod/other" + inProd + " ecs:enable-ebs-volumes=true",
			"iam:PassRole arn:aws:iam::123456789012:role/ecsInfrastructureRole for ecs.amazonaws.com",
		}},
		{
			"aws ecs create-service --cluster " + ecsARN + "cluster/prod --service-name new --task-definition nic --propagate-tags SERVICE --tags key=team,value=red" +
				" --network-configuration awsvpcConfiguration={subnets=[subnet-a],assignPublicIp=ENABLED}",
			[]string{
				"ecs:CreateService @ecs:service/prod/new aws:requesttag/team=red aws:tagkeys=[team] ecs:auto-assign-public-ip=true" + inProd +
					" ecs:enable-ebs-volumes=false ecs:enable-ecs-managed-tags=false ecs:enable-execute-command=false ecs:propagate-tags=SERVICE" +
					" ecs:subnet=[<subnet-a>] ecs:task-cpu=256 ecs:task-definition=@ecs:task-definition/nic:1 ecs:task-memory=512",
				"ecs:TagResource @ecs:service/prod/new aws:requesttag/team=red aws:tagkeys=[team] ecs:createaction=CreateService",
			},
		},
		{"aws ecs list-services --cluster prod", []string{"ecs:ListServices *" + inProd}},
		{"aws ecs describe-services --cluster prod --services nothing gone", []string{"ecs:DescribeServices @ecs:service/prod/nothing" + inProd, "ecs:DescribeServices @ecs:service/prod/gone" + inProd}},
		{"aws ecs stop-service-deployment --service-deployment-arn " + ecsARN + "service-deployment/prod/gone/x", []string{
			"ecs:StopServiceDeployment @ecs:service/prod/gone" + inProd,
			"ecs:StopServiceDeployment @ecs:service-deployment/prod/gone/x" + inProd + " ecs:service=@ecs:service/prod/gone",
		}},

		{"aws ecs create-task-set --cluster prod --service own --task-definition web", []string{
			"ecs:CreateTaskSet @ecs:task-set/prod/own/*" + inProd + " ecs:service=@ecs:service/prod/own ecs:task-definition=@ecs:task-definition/web:1",
		}},
		{"aws ecs delete-task-set --cluster prod --service own --task-set ecs-svc/1", []string{"ecs:DeleteTaskSet @ecs:task-set/prod/own/ecs-svc/1" + inProd + " ecs:service=@ecs:service/prod/own"}},

		{`aws ecs register-task-definition --family new --requires-compatibilities EC2 FARGATE --cpu "1 vCPU" --memory "2 GB" --task-role-arn app --execution-role-arn ecsTaskExecutionRole --tags key=team,value=red --container-definitions '[{"name":"a","image":"web:1"}]'`, []string{
			"ecs:RegisterTaskDefinition @ecs:task-definition/new:* aws:requesttag/team=red aws:tagkeys=[team] ecs:compute-compatibility=[EC2 FARGATE] ecs:privileged=false ecs:task-cpu=1024 ecs:task-memory=2048",
			"ecs:TagResource @ecs:task-definition/new:* aws:requesttag/team=red aws:tagkeys=[team] ecs:createaction=RegisterTaskDefinition",
			"iam:PassRole arn:aws:iam::123456789012:role/app for ecs-tasks.amazonaws.com",
			"iam:PassRole arn:aws:iam::123456789012:role/ecsTaskExecutionRole for ecs-tasks.amazonaws.com",
		}},
		{"aws ecs describe-task-definition --task-definition web", []string{"ecs:DescribeTaskDefinition *"}},
		{"aws ecs deregister-task-definition --task-definition web:1", []string{"ecs:DeregisterTaskDefinition *"}},
		{"aws ecs delete-task-definitions --task-definitions web:1 web:2", []string{"ecs:DeleteTaskDefinitions @ecs:task-definition/web:1" + blue + blueIn, "ecs:DeleteTaskDefinitions @ecs:task-definition/web:2"}},

		// A family means its latest ACTIVE revision.
		{"aws ecs run-task --cluster prod --task-definition web --overrides taskRoleArn=app --tags key=team,value=red key=tier,value=1", []string{
			"ecs:RunTask @ecs:task-definition/web:1 aws:requesttag/team=red aws:requesttag/tier=1" + blue + " aws:tagkeys=[team tier]" + inProd + " ecs:enable-ebs-volumes=false ecs:enable-execute-command=false" + blueIn,
			"ecs:TagResource @ecs:task/prod/* aws:requesttag/team=red aws:requesttag/tier=1 aws:tagkeys=[team tier] ecs:createaction=RunTask",
			"iam:PassRole arn:aws:iam::123456789012:role/app for ecs-tasks.amazonaws.com",
		}},
		{"aws ecs start-task --cluster prod --task-definition nic --container-instances x y", []string{
			"ecs:StartTask @ecs:task-definition/nic:1" + inProd + " ecs:container-instances=@ecs:container-instance/prod/x ecs:enable-ebs-volumes=false ecs:enable-execute-command=false",
			"ecs:StartTask @ecs:task-definition/nic:1" + inProd + " ecs:container-instances=@ecs:container-instance/prod/y ecs:enable-ebs-volumes=false ecs:enable-execute-command=false",
		}},
		{"aws ecs stop-task --cluster prod --task {task}", []string{"ecs:StopTask @ecs:task/prod/{task}" + blue + inProd + blueIn}},
		{"aws ecs describe-tasks --cluster prod --tasks x " + ecsARN + "task/prod/y", []string{"ecs:DescribeTasks @ecs:task/prod/x" + inProd, "ecs:DescribeTasks @ecs:task/prod/y" + inProd}},
		{"aws ecs get-task-protection --cluster prod", []string{"ecs:GetTaskProtection @ecs:task/prod/*" + inProd}},
		{"aws ecs list-tasks --cluster prod", []string{"ecs:ListTasks *" + inProd}},
		{"aws ecs list-tasks --cluster prod --container-instance x", []string{"ecs:ListTasks @ecs:container-instance/prod/x" + inProd}},
		{"aws ecs execute-command --cluster prod --task {task} --command sh --interactive", []string{
			"ecs:ExecuteCommand @ecs:cluster/prod" + blue + inProd + " ecs:container-name=web" + blueIn + " ecs:task=@ecs:task/prod/{task}",
			"ecs:ExecuteCommand @ecs:task/prod/{task}" + blue + inProd + " ecs:container-name=web" + blueIn + " ecs:task=@ecs:task/prod/{task}",
		}},

		{"aws ecs deregister-container-instance --cluster prod --container-instance x", []string{"ecs:DeregisterContainerInstance @ecs:cluster/prod" + blue + blueIn}},
		{"aws ecs put-attributes --cluster prod --attributes name=a,targetType=container-instance,targetId=x name=b,targetType=container-instance,targetId=x", []string{"ecs:PutAttributes @ecs:container-instance/prod/x" + inProd}},
		{"aws ecs put-account-setting --name awsvpcTrunking --value enabled", []string{"ecs:PutAccountSetting * ecs:account-setting=awsvpcTrunking"}},
		{"aws ecs untag-resource --resource-arn " + ecsARN + "cluster/prod --tag-keys team", []string{"ecs:UntagResource @ecs:cluster/prod" + blue + " aws:tagkeys=[team]" + blueIn}},
	})
}

// TestNeedsOfEC2: "Actions, resources, and condition keys for Amazon EC2", Service
// Authorization Reference. Its keys for a VPC, a subnet and a profile are ARNs.
func TestNeedsOfEC2(t *testing.T) {
	named := func(key, name string) string { return " " + key + ":resourcetag/name=" + name }
	const (
		here  = " ec2:region=eu-west-1"
		inVPC = " ec2:vpc=@ec2:vpc/<vpc-main>"
		inA   = " ec2:availabilityzone=eu-west-1a"
	)
	group := "@ec2:security-group/<sg-web>" + named("aws", "sg-web") + here + named("ec2", "sg-web") + " ec2:securitygroupid=<sg-web>" + inVPC
	subnet := "@ec2:subnet/<subnet-a>" + named("aws", "subnet-a") + inA + here + named("ec2", "subnet-a") + " ec2:subnetid=<subnet-a>" + inVPC
	table := func(name string) string {
		return "@ec2:route-table/<" + name + ">" + named("aws", name) + here + named("ec2", name) + " ec2:routetableid=<" + name + ">" + inVPC
	}
	free := "@ec2:elastic-ip/<eip-free>" + named("aws", "eip-free") + " ec2:allocationid=<eip-free> ec2:domain=vpc ec2:publicipaddress=203.0.113.11" + here + named("ec2", "eip-free")
	net := "@ec2:vpc/<vpc-main>" + named("aws", "vpc-main") + here + named("ec2", "vpc-main") + " ec2:tenancy=default ec2:vpcid=<vpc-main>"
	instance := "@ec2:instance/<a>" + named("aws", "a") + inA + " ec2:instanceid=<a> ec2:instanceprofile=arn:aws:iam::123456789012:instance-profile/ecsInstanceRole ec2:instancetype=m5.large" + here + named("ec2", "a") + " ec2:tenancy=default"
	holdNeeds(t, []asksFor{
		{"aws ec2 describe-instances --instance-ids a", []string{"ec2:DescribeInstances *" + here}},
		{"aws ec2 create-vpc --cidr-block 10.9.0.0/16", []string{"ec2:CreateVpc @ec2:vpc/*" + here}},
		{"aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/24", []string{"ec2:CreateSubnet @ec2:subnet/*" + here, "ec2:CreateSubnet " + net}},
		{"aws ec2 create-security-group --group-name x --description x --vpc-id vpc-main", []string{"ec2:CreateSecurityGroup @ec2:security-group/*" + here, "ec2:CreateSecurityGroup " + net}},
		{"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 80 --cidr 0.0.0.0/0", []string{"ec2:AuthorizeSecurityGroupIngress " + group}},
		{"aws ec2 revoke-security-group-egress --group-id sg-0 --protocol tcp --port 80 --cidr 0.0.0.0/0", []string{"ec2:RevokeSecurityGroupEgress @ec2:security-group/sg-0" + here + " ec2:securitygroupid=sg-0"}},
		{"aws ec2 delete-vpc --vpc-id vpc-main", []string{"ec2:DeleteVpc " + net}},
		{"aws ec2 delete-subnet --subnet-id subnet-a", []string{"ec2:DeleteSubnet " + subnet}},
		{"aws ec2 detach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-main", []string{
			"ec2:DetachInternetGateway @ec2:internet-gateway/<igw-main>" + named("aws", "igw-main") + " ec2:internetgatewayid=<igw-main>" + here + named("ec2", "igw-main"), "ec2:DetachInternetGateway " + net,
		}},
		{"aws ec2 delete-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0", []string{"ec2:DeleteRoute " + table("rtb-public")}},
		{"aws ec2 disassociate-route-table --association-id {rtb-of subnet-a}", []string{"ec2:DisassociateRouteTable " + table("rtb-public"), "ec2:DisassociateRouteTable " + subnet}},
		{"aws ec2 replace-route-table-association --association-id {rtb-of subnet-a} --route-table-id rtb-spare", []string{
			"ec2:ReplaceRouteTableAssociation " + table("rtb-spare"), "ec2:ReplaceRouteTableAssociation " + subnet,
		}},
		{"aws ec2 replace-route-table-association --association-id {rtb-of vpc-main} --route-table-id rtb-spare", []string{"ec2:ReplaceRouteTableAssociation " + table("rtb-spare")}},
		{"aws ec2 disassociate-route-table --association-id rtbassoc-0", []string{"ec2:DisassociateRouteTable @ec2:route-table/*" + here}},
		{"aws ec2 allocate-address", []string{"ec2:AllocateAddress @ec2:elastic-ip/*" + here}},
		{"aws ec2 associate-address --allocation-id eip-free --instance-id a", []string{"ec2:AssociateAddress " + free, "ec2:AssociateAddress " + instance}},
		{"aws ec2 disassociate-address --association-id {eip-of eip-a}", []string{
			"ec2:DisassociateAddress @ec2:elastic-ip/<eip-a>" + named("aws", "eip-a") + " ec2:allocationid=<eip-a> ec2:domain=vpc ec2:publicipaddress=203.0.113.10" + here + named("ec2", "eip-a"),
			"ec2:DisassociateAddress @ec2:network-interface/{eni-of a}" + inA + " ec2:networkinterfaceid={eni-of a}" + here + " ec2:subnet=@ec2:subnet/<subnet-a>" + inVPC,
		}},
		{"aws ec2 disassociate-address --association-id eipassoc-0", []string{"ec2:DisassociateAddress @ec2:elastic-ip/*" + here}},
		{"aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip-free", []string{
			"ec2:CreateNatGateway @ec2:natgateway/*" + here, "ec2:CreateNatGateway " + subnet, "ec2:CreateNatGateway " + free,
		}},
		{"aws ec2 delete-nat-gateway --nat-gateway-id nat", []string{"ec2:DeleteNatGateway @ec2:natgateway/<nat>" + named("aws", "nat") + here + named("ec2", "nat")}},
		{"aws ec2 create-vpc-endpoint --vpc-id vpc-0 --vpc-endpoint-type Interface --service-name " + euWest + "logs --subnet-ids subnet-0 --security-group-ids sg-0", []string{
			"ec2:CreateVpcEndpoint @ec2:vpc-endpoint/*" + here + " ec2:vpceservicename=" + euWest + "logs ec2:vpceserviceowner=amazon",
			"ec2:CreateVpcEndpoint @ec2:vpc/vpc-0" + here + " ec2:vpcid=vpc-0",
			"ec2:CreateVpcEndpoint @ec2:subnet/subnet-0" + here + " ec2:subnetid=subnet-0",
			"ec2:CreateVpcEndpoint @ec2:security-group/sg-0" + here + " ec2:securitygroupid=sg-0",
		}},
		{"aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0 --add-route-table-ids rtb-public --add-subnet-ids subnet-a --remove-security-group-ids sg-web", []string{
			"ec2:ModifyVpcEndpoint @ec2:vpc-endpoint/vpce-0" + here, "ec2:ModifyVpcEndpoint " + strings.TrimSuffix(table("rtb-public"), inVPC), "ec2:ModifyVpcEndpoint " + subnet, "ec2:ModifyVpcEndpoint " + group,
		}},
		{"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ep-s3 vpce-0", []string{
			"ec2:DeleteVpcEndpoints @ec2:vpc-endpoint/<ep-s3>" + named("aws", "ep-s3") + here + named("ec2", "ep-s3") + " ec2:vpceservicename=" + euWest + "s3",
			"ec2:DeleteVpcEndpoints @ec2:vpc-endpoint/vpce-0" + here,
		}},
		{"aws ec2 create-network-acl --vpc-id vpc-main", []string{"ec2:CreateNetworkAcl @ec2:network-acl/*" + here, "ec2:CreateNetworkAcl " + net}},
		{"aws ec2 delete-network-acl-entry --network-acl-id acl-0 --ingress --rule-number 1", []string{"ec2:DeleteNetworkAclEntry @ec2:network-acl/acl-0 ec2:networkaclid=acl-0" + here}},
		{"aws ec2 replace-network-acl-association --association-id {acl-of subnet-a} --network-acl-id acl-main", []string{
			"ec2:ReplaceNetworkAclAssociation @ec2:network-acl/<acl-main>" + named("aws", "acl-main") + " ec2:networkaclid=<acl-main>" + here + named("ec2", "acl-main") + inVPC,
			"ec2:ReplaceNetworkAclAssociation " + subnet,
		}},
		{"aws ec2 modify-network-interface-attribute --network-interface-id eni-0 --groups sg-web", []string{
			"ec2:ModifyNetworkInterfaceAttribute @ec2:network-interface/eni-0 ec2:networkinterfaceid=eni-0" + here, "ec2:ModifyNetworkInterfaceAttribute " + group,
		}},
		{"aws ec2 stop-instances --instance-ids a i-0", []string{"ec2:StopInstances " + instance, "ec2:StopInstances @ec2:instance/i-0 ec2:instanceid=i-0" + here}},
		{"aws ec2 modify-instance-attribute --instance-id a --groups sg-web", []string{"ec2:ModifyInstanceAttribute " + instance, "ec2:ModifyInstanceAttribute " + group}},
		{"aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a --security-group-ids sg-web --iam-instance-profile Name=ecsInstanceRole", []string{
			"ec2:RunInstances @ec2:instance/*" + inA + " ec2:instanceprofile=arn:aws:iam::123456789012:instance-profile/ecsInstanceRole ec2:instancetype=t3.nano" + here,
			"ec2:RunInstances arn:aws:ec2:eu-west-1::image/ami-1 ec2:imageid=ami-1" + here,
			"ec2:RunInstances " + subnet,
			"ec2:RunInstances " + group,
			"ec2:RunInstances @ec2:network-interface/*" + inA + here + " ec2:subnet=@ec2:subnet/<subnet-a>" + inVPC,
			"ec2:RunInstances @ec2:volume/*" + inA + here,
			"iam:PassRole arn:aws:iam::123456789012:role/ecsInstanceRole for ec2.amazonaws.com",
		}},
	})
}

// TestNeedsOfEFS: "Actions, resources, and condition keys for Amazon Elastic File
// System", Service Authorization Reference.
func TestNeedsOfEFS(t *testing.T) {
	holdNeeds(t, []asksFor{
		{"aws efs create-file-system", []string{"elasticfilesystem:CreateFileSystem * elasticfilesystem:encrypted=false"}},
		{"aws efs create-file-system --encrypted", []string{"elasticfilesystem:CreateFileSystem * elasticfilesystem:encrypted=true"}},
		{"aws efs describe-file-systems", []string{"elasticfilesystem:DescribeFileSystems *"}},
		{"aws efs describe-file-systems --file-system-id fs-main", []string{"elasticfilesystem:DescribeFileSystems @elasticfilesystem:file-system/<fs-main>"}},
		{"aws efs create-mount-target --file-system-id fs-main --subnet-id subnet-b", []string{"elasticfilesystem:CreateMountTarget @elasticfilesystem:file-system/<fs-main>"}},
		{"aws efs delete-mount-target --mount-target-id mt-a", []string{"elasticfilesystem:DeleteMountTarget @elasticfilesystem:file-system/<fs-main>"}},
		{"aws efs delete-mount-target --mount-target-id fsmt-00000000", []string{"elasticfilesystem:DeleteMountTarget @elasticfilesystem:file-system/*"}},
	})
}

// TestNeedsOfELB: "Actions, resources, and condition keys for AWS Elastic Load
// Balancing V2", Service Authorization Reference.
func TestNeedsOfELB(t *testing.T) {
	holdNeeds(t, []asksFor{
		{"aws elbv2 describe-target-health --target-group-arn web-tg", []string{"elasticloadbalancing:DescribeTargetHealth *"}},
		{"aws elbv2 create-target-group --name new --port 80 --protocol HTTP --vpc-id vpc-main", []string{"elasticloadbalancing:CreateTargetGroup @elasticloadbalancing:targetgroup/new/*"}},
		{"aws elbv2 create-load-balancer --name new --subnets subnet-a subnet-b --security-groups sg-alb", []string{
			"elasticloadbalancing:CreateLoadBalancer @elasticloadbalancing:loadbalancer/app/new/* elasticloadbalancing:scheme=internet-facing elasticloadbalancing:securitygroup=[<sg-alb>] elasticloadbalancing:subnet=[<subnet-a> <subnet-b>]",
		}},
		{"aws elbv2 create-listener --load-balancer-arn arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/x/1 --protocol HTTP --port 90 --default-actions Type=forward,TargetGroupArn=web-tg", []string{
			"elasticloadbalancing:CreateListener @elasticloadbalancing:loadbalancer/app/x/1 elasticloadbalancing:listenerprotocol=HTTP",
		}},
		{"aws elbv2 set-rule-priorities --rule-priorities Priority=1,RuleArn=arn:x Priority=2,RuleArn=arn:y", []string{"elasticloadbalancing:SetRulePriorities arn:x", "elasticloadbalancing:SetRulePriorities arn:y"}},
		{"aws elbv2 set-subnets --load-balancer-arn arn:x --subnet-mappings SubnetId=subnet-a", []string{"elasticloadbalancing:SetSubnets arn:x elasticloadbalancing:subnet=[<subnet-a>]"}},
		{"aws elbv2 delete-target-group --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/1", []string{"elasticloadbalancing:DeleteTargetGroup @elasticloadbalancing:targetgroup/x/1"}},
	})
}

// TestNeedsOfClassicLoadBalancers: "Actions, resources, and condition keys for AWS
// Elastic Load Balancing", Service Authorization Reference.
func TestNeedsOfClassicLoadBalancers(t *testing.T) {
	holdNeeds(t, []asksFor{
		{"aws elb describe-load-balancers", []string{"elasticloadbalancing:DescribeLoadBalancers *"}},
		{"aws elb create-load-balancer --load-balancer-name new --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80 --subnets subnet-a --security-groups sg-alb", []string{
			"elasticloadbalancing:CreateLoadBalancer @elasticloadbalancing:loadbalancer/new elasticloadbalancing:scheme=internet-facing elasticloadbalancing:securitygroup=[<sg-alb>] elasticloadbalancing:subnet=[<subnet-a>]",
		}},
		{"aws elb register-instances-with-load-balancer --load-balancer-name clb --instances a", []string{"elasticloadbalancing:RegisterInstancesWithLoadBalancer @elasticloadbalancing:loadbalancer/clb"}},
	})
}

// declaredOnly are requests for what the tables of other tests do not ask.
var declaredOnly = func() []string {
	const (
		lb    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:"
		net   = " --network-configuration awsvpcConfiguration={subnets=[subnet-a]}"
		disk  = " --volume-configurations name=v,managedEBSVolume={roleArn=r,sizeInGiB=1}"
		tags  = " --tags key=team,value=red"
		fate  = " --capacity-provider-strategy capacityProvider=FARGATE"
		prod  = " --cluster prod"
		onWeb = prod + " --service web"
	)
	out := []string{
		"aws ec2 create-internet-gateway",
		"aws ec2 attach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-main",
		"aws ec2 create-route-table --vpc-id vpc-main",
		"aws ec2 create-route --route-table-id rtb-public --destination-cidr-block 10.9.0.0/16 --gateway-id igw-main",
		"aws ec2 associate-route-table --route-table-id rtb-public --subnet-id subnet-a",
		"aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/24",
		"aws ec2 delete-vpc --vpc-id vpc-main", "aws ec2 delete-subnet --subnet-id subnet-a",
		"aws ec2 disassociate-route-table --association-id {rtb-of subnet-a}",
		"aws ec2 replace-route-table-association --association-id {rtb-of subnet-a} --route-table-id rtb-spare",
		"aws ec2 replace-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat",
		"aws ec2 associate-address --allocation-id eip-free --instance-id a",
		"aws ec2 associate-address --allocation-id eip-free --network-interface-id {eni-of a}",
		"aws ec2 disassociate-address --association-id {eip-of eip-a}",
		"aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip-free", "aws ec2 delete-nat-gateway --nat-gateway-id nat",
		"aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name " + euWest + "s3 --route-table-ids rtb-spare --subnet-ids private --security-group-ids sg-web",
		"aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --add-route-table-ids rtb-spare --add-subnet-ids subnet-b --remove-security-group-ids sg-web",
		"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ep-s3",
		"aws ec2 create-network-acl --vpc-id vpc-main", "aws ec2 delete-network-acl --network-acl-id acl-main",
		"aws ec2 replace-network-acl-association --association-id {acl-of subnet-a} --network-acl-id acl-main",
		"aws ec2 modify-network-interface-attribute --network-interface-id {eni-of a} --groups sg-web",
		"aws ec2 create-security-group --group-name x --description x --vpc-id vpc-main",
		"aws ec2 delete-security-group --group-id sg-web",
		"aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 80 --cidr 0.0.0.0/0",
		"aws ec2 authorize-security-group-egress --group-id sg-web --protocol tcp --port 80 --cidr 0.0.0.0/0",
		"aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 80 --cidr 0.0.0.0/0",
		"aws ec2 revoke-security-group-egress --group-id sg-web --protocol tcp --port 80 --cidr 0.0.0.0/0",
		"aws ec2 modify-security-group-rules --group-id sg-web --security-group-rules SecurityGroupRuleId={sgr},SecurityGroupRule={Description=x}",
		"aws ec2 modify-subnet-attribute --subnet-id subnet-a --map-public-ip-on-launch",
		"aws ec2 modify-instance-attribute --instance-id a --groups sg-web",
		"aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a --security-group-ids sg-web --iam-instance-profile Name=ecsInstanceRole",
		"aws ec2 start-instances --instance-ids a", "aws ec2 stop-instances --instance-ids a", "aws ec2 terminate-instances --instance-ids a",

		"aws ecs create-cluster --cluster-name prod --capacity-providers FARGATE" + tags,
		"aws ecs update-cluster" + prod, "aws ecs delete-cluster" + prod,
		"aws ecs update-cluster-settings --settings name=containerInsights,value=enabled" + prod,
		"aws ecs put-cluster-capacity-providers --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE" + prod,
		"aws ecs create-service --service-name web --task-definition nic --propagate-tags SERVICE" + prod + net + fate + tags + disk,
		"aws ecs update-service --task-definition nic --propagate-tags SERVICE --enable-ecs-managed-tags --enable-execute-command" + onWeb + net + fate + disk,
		"aws ecs delete-service" + onWeb, "aws ecs describe-services --services web" + prod, "aws ecs list-service-deployments" + onWeb,
		"aws ecs stop-service-deployment --service-deployment-arn {sd}",
		"aws ecs create-task-set --task-definition web" + prod + " --service own" + fate,
		"aws ecs update-service-primary-task-set --primary-task-set {primary} --service own" + prod,
		"aws ecs register-task-definition --family new --requires-compatibilities EC2 --cpu 256 --memory 512 --task-role-arn r --container-definitions '[{\"name\":\"a\",\"image\":\"web:1\"}]'" + tags,
		"aws ecs delete-task-definitions --task-definitions web:1",
		"aws ecs run-task --task-definition web" + prod + fate + tags + disk,
		"aws ecs start-task --task-definition web --container-instances {ci}" + prod + tags + disk,
		"aws ecs stop-task --task {task}" + prod, "aws ecs describe-tasks --tasks {task}" + prod,
		"aws ecs execute-command --task {task} --command sh --interactive" + prod,
		"aws ecs update-task-protection --tasks {task} --protection-enabled" + prod,
		"aws ecs update-container-instances-state --container-instances {ci} --status DRAINING" + prod,
		"aws ecs update-container-agent --container-instance {ci}" + prod,
		"aws ecs deregister-container-instance --container-instance {ci}" + prod,
		"aws ecs put-attributes --attributes name=a,targetType=container-instance,targetId={ci}" + prod,
		"aws ecs delete-attributes --attributes name=a,targetType=container-instance,targetId={ci}" + prod,

		"aws elbv2 deregister-targets --targets Id=a --target-group-arn " + lb + "targetgroup/x/1",
		"aws elb create-load-balancer --load-balancer-name x --subnets subnet-a --security-groups sg-alb --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80",
		"aws elb delete-load-balancer --load-balancer-name x",
		"aws elbv2 create-load-balancer --name x --type network --subnets subnet-a",
		"aws elbv2 create-load-balancer --name x --type gateway --subnets subnet-a",
	}
	for _, kind := range []string{"app", "net", "gwy"} {
		out = append(out,
			"aws elbv2 create-listener --protocol HTTP --port 1 --default-actions Type=forward,TargetGroupArn=x --load-balancer-arn "+lb+"loadbalancer/"+kind+"/x/1",
			"aws elbv2 modify-listener --protocol HTTP --listener-arn "+lb+"listener/"+kind+"/x/1/2",
			"aws elbv2 delete-listener --listener-arn "+lb+"listener/"+kind+"/x/1/2",
			"aws elbv2 modify-load-balancer-attributes --attributes Key=x,Value=y --load-balancer-arn "+lb+"loadbalancer/"+kind+"/x/1",
			"aws elbv2 delete-load-balancer --load-balancer-arn "+lb+"loadbalancer/"+kind+"/x/1",
		)
	}
	for _, kind := range []string{"app", "net"} {
		out = append(out,
			"aws elbv2 set-security-groups --security-groups sg-alb --load-balancer-arn "+lb+"loadbalancer/"+kind+"/x/1",
			"aws elbv2 set-subnets --subnets subnet-a --load-balancer-arn "+lb+"loadbalancer/"+kind+"/x/1",
			"aws elbv2 create-rule --priority 1 --conditions Field=path-pattern,Values=/x --actions Type=redirect --listener-arn "+lb+"listener/"+kind+"/x/1/2",
			"aws elbv2 modify-rule --rule-arn "+lb+"listener-rule/"+kind+"/x/1/2/3",
			"aws elbv2 delete-rule --rule-arn "+lb+"listener-rule/"+kind+"/x/1/2/3",
			"aws elbv2 set-rule-priorities --rule-priorities Priority=1,RuleArn="+lb+"listener-rule/"+kind+"/x/1/2/3",
		)
	}
	for _, thing := range []string{"capacity-provider/x", "cluster/prod", "container-instance/prod/x", "service/prod/web", "task/prod/x", "task-definition/web:1", "task-set/prod/own/x"} {
		out = append(out,
			"aws ecs list-tags-for-resource --resource-arn "+ecsARN+thing,
			tagIt+ecsARN+thing,
			"aws ecs untag-resource --tag-keys team --resource-arn "+ecsARN+thing,
		)
	}
	return out
}()

// TestPermissionsAreDeclared holds what the engine asks for against what package
// api tells people: over requests for every operation, each need is of a declared
// action, resource type and keys, and nothing is declared that no request needs.
func TestPermissionsAreDeclared(t *testing.T) {
	w := guarded(t)
	withIAM(t, w)
	lines := slices.Concat(reads, declaredOnly)
	for _, c := range refusals {
		lines = append(lines, c.line)
	}
	met := map[string]bool{}
	for _, line := range lines {
		op, in, _, err := read(taskAndInstance(w, line))
		if err != nil {
			t.Errorf("%s\n%v", line, err)
			continue
		}
		declared, ok := op.Permissions()
		if op.Hidden {
			continue
		}
		if !ok {
			t.Errorf("%s is not declared in engine/api/permissions", op.ID())
			continue
		}
		for _, n := range w.needsOf(op, w.resolve(op, in)) {
			holdDeclared(t, op, declared, n, line, met)
		}
	}
	for _, op := range api.Operations() {
		declared, ok := op.Permissions()
		if ok == op.Hidden {
			t.Errorf("%s: declared is %t", op.ID(), ok)
		}
		for _, p := range declared {
			for _, what := range slices.Concat(p.Resources, p.Keys) {
				if !met[op.ID()+" "+p.Action+" "+strings.ToLower(what)] {
					t.Errorf("%s: no request here asks for %s with %s", op.ID(), p.Action, what)
				}
			}
		}
	}
	operations := map[string]bool{}
	for id := range needs {
		_, operations[id] = api.Find(id)
	}
	for _, id := range slices.Sorted(maps.Keys(operations)) {
		if !operations[id] {
			t.Errorf("needs of %s, which is no operation", id)
		}
	}
}

// holdDeclared holds one need against what is declared of its operation, and notes
// what it met of that.
func holdDeclared(t *testing.T, op *api.Operation, declared []api.Permission, n need, line string, met map[string]bool) {
	t.Helper()
	action := n.action
	if action == "" {
		action = op.Action
	}
	at := slices.IndexFunc(declared, func(p api.Permission) bool { return p.Action == action })
	if at < 0 {
		t.Errorf("%s\nneeds %s, which is not declared", line, action)
		return
	}
	p := declared[at]
	keys := n.keys.Keys()
	if n.service != "" {
		keys = append(keys, "iam:passedtoservice")
	}
	for _, key := range keys {
		for _, tag := range []string{"aws:requesttag/", "aws:resourcetag/", "iam:resourcetag/", "ecs:resourcetag/", "ec2:resourcetag/"} {
			if strings.HasPrefix(key, tag) {
				key = tag + "${tagkey}"
			}
		}
		if !slices.ContainsFunc(p.Keys, func(have string) bool { return strings.EqualFold(have, key) }) {
			t.Errorf("%s\nhas the key %s, which is not declared", line, key)
		}
		met[op.ID()+" "+action+" "+key] = true
	}
	if n.resource == "*" || !strings.HasPrefix(n.resource, "arn:aws:") { // some requests that are refused name no ARN
		return
	}
	rest := strings.SplitN(n.resource, ":", 6)[5]
	kind := slices.IndexFunc(p.Resources, func(kind string) bool { return strings.HasPrefix(rest, kind+"/") })
	if kind < 0 {
		if !slices.ContainsFunc(refusals, func(c struct{ code, line string }) bool { return c.line == line }) {
			t.Errorf("%s\nneeds %s on %s; declared are %v", line, action, n.resource, p.Resources)
		}
		return
	}
	met[op.ID()+" "+action+" "+p.Resources[kind]] = true
}

// dana adds an IAM user with one inline policy of statements.
func dana(w *World, statements ...string) {
	u := &iamUser{Name: "dana", Path: "/", ARN: w.iamARN("user", "/", "dana"), ID: "AIDADANA"}
	u.Rights.Inline = []inlinePolicy{{Name: "narrow", Document: `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`}}
	w.s.Users.Put("dana", u)
}

// allow is a statement; the condition may be empty.
func allow(action, resource, condition string) string {
	text := fmt.Sprintf(`{"Effect":"Allow","Action":"%s","Resource":"%s"`, action, resource)
	if condition != "" {
		text += `,"Condition":` + condition
	}
	return text + "}"
}

// tried makes a line's call as dana, on a fork; the error is nil when IAM lets it
// through, whatever the service says.
func tried(t *testing.T, w *World, line string) *api.Error {
	t.Helper()
	op, in, _, err := read(filled(w, line))
	if err != nil {
		t.Fatalf("%s\n%v", line, err)
	}
	_, refusal := w.Fork().Call("dana", op.ID(), in)
	if refusal == nil || !strings.HasPrefix(refusal.Code, "AccessDenied") && refusal.Code != "UnauthorizedOperation" {
		return nil
	}
	return refusal
}

// TestAdministratorsMayDoEverything: nothing that any request needs is missing to
// who has AdministratorAccess, but for roles, which have to trust whoever assumes them.
func TestAdministratorsMayDoEverything(t *testing.T) {
	w := guarded(t)
	for _, line := range slices.Concat(reads, declaredOnly) {
		op, in, as, err := read(taskAndInstance(w, line))
		if err != nil {
			t.Fatal(line, err)
		}
		for _, why := range w.Authorise(as, op, in) {
			if !why.OK && op.Service != "sts" {
				t.Errorf("%s\n%s: %s", line, why.Subject, why.Verdict)
			}
		}
	}
}

// TestNarrowPolicies: each policy allows the first line and refuses the second with
// AWS's words.
func TestNarrowPolicies(t *testing.T) {
	const update = "aws ecs update-service --cluster prod --desired-count 1 --service "
	for _, c := range []struct{ policy, allowed, refused, words string }{
		{
			allow("ecs:UpdateService", ecsARN+"service/prod/web", ""), update + "web", update + "other",
			"User: arn:aws:iam::123456789012:user/dana is not authorized to perform: ecs:UpdateService on resource: " + ecsARN + "service/prod/other because no identity-based policy allows the ecs:UpdateService action",
		},
		{
			allow("ecs:*", "*", `{"ArnEquals":{"ecs:cluster":"`+ecsARN+`cluster/prod"}}`), "aws ecs list-tasks --cluster prod", "aws ecs list-tasks",
			"ecs:ListTasks on resource: * because no identity-based policy allows the ecs:ListTasks action",
		},
		{
			allow("ecs:StopTask", "*", `{"StringEquals":{"aws:ResourceTag/team":"blue"}}`), "aws ecs stop-task --cluster prod --task {task}", "aws ecs stop-task --cluster prod --task 0123",
			"ecs:StopTask on resource: " + ecsARN + "task/prod/0123 because",
		},
		{
			// Several tasks: each must be allowed.
			allow("ecs:DescribeTasks", ecsARN+"task/prod/{task}", ""), "aws ecs describe-tasks --cluster prod --tasks {task}", "aws ecs describe-tasks --cluster prod --tasks {task} 0123",
			"ecs:DescribeTasks on resource: " + ecsARN + "task/prod/0123 because",
		},
		{
			// "Grant permission to tag resources on creation", the example there.
			allow("ecs:CreateCluster", "*", "") + "," + allow("ecs:TagResource", "*", `{"StringEquals":{"ecs:CreateAction":"CreateCluster"}}`),
			"aws ecs create-cluster --cluster-name new --tags key=a,value=b", tagIt + ecsARN + "cluster/prod",
			"ecs:TagResource on resource: " + ecsARN + "cluster/prod because",
		},
		{
			allow("ecs:CreateCluster", "*", ""), "aws ecs create-cluster --cluster-name new", "aws ecs create-cluster --cluster-name new --tags key=a,value=b",
			"ecs:TagResource on resource: " + ecsARN + "cluster/new because",
		},
		{
			allow("ecs:RegisterTaskDefinition", ecsARN+"task-definition/web:*", ""), newTaskOf("web"), newTaskOf("api"),
			"ecs:RegisterTaskDefinition on resource: " + ecsARN + "task-definition/api:* because",
		},
		{
			allow("ecs:RegisterTaskDefinition", "*", `{"ForAllValues:StringEquals":{"ecs:compute-compatibility":"FARGATE"},"Null":{"ecs:compute-compatibility":"false"}}`),
			newTaskOf("web") + " --requires-compatibilities FARGATE", newTaskOf("web") + " --requires-compatibilities FARGATE EC2",
			"ecs:RegisterTaskDefinition on resource: ",
		},
		{
			allow("elasticloadbalancing:CreateTargetGroup", "arn:aws:elasticloadbalancing:*:*:targetgroup/team-*/*", ""),
			"aws elbv2 create-target-group --name team-a --port 80 --protocol HTTP --vpc-id vpc-main", "aws elbv2 create-target-group --name other --port 80 --protocol HTTP --vpc-id vpc-main",
			"elasticloadbalancing:CreateTargetGroup on resource: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/other/* because",
		},
		{
			allow("ec2:*SecurityGroup*", "*", `{"ArnEquals":{"ec2:Vpc":"arn:aws:ec2:eu-west-1:123456789012:vpc/<vpc-main>"}}`),
			"aws ec2 revoke-security-group-ingress --group-id sg-web --protocol tcp --port 1 --cidr 10.0.0.0/8", "aws ec2 revoke-security-group-ingress --group-id sg-other --protocol tcp --port 1 --cidr 10.0.0.0/8",
			"You are not authorized to perform this operation. User: arn:aws:iam::123456789012:user/dana is not authorized to perform: ec2:RevokeSecurityGroupIngress on resource: arn:aws:ec2:eu-west-1:123456789012:security-group/<sg-other> because",
		},
		{
			allow("ec2:RunInstances", "*", ""), launchOne + "--subnet-id subnet-a", launchOne + "--subnet-id subnet-a --iam-instance-profile Name=ecsInstanceRole",
			"iam:PassRole on resource: arn:aws:iam::123456789012:role/ecsInstanceRole because",
		},
		{
			allow("elasticfilesystem:CreateFileSystem", "*", `{"Bool":{"elasticfilesystem:Encrypted":"true"}}`), "aws efs create-file-system --encrypted", "aws efs create-file-system",
			"elasticfilesystem:CreateFileSystem on resource: * because",
		},
	} {
		w := guarded(t)
		dana(w, filled(w, c.policy))
		if err := tried(t, w, c.allowed); err != nil {
			t.Errorf("%s\n%s\n%v", c.policy, c.allowed, err)
		}
		if err := tried(t, w, c.refused); err == nil || !strings.Contains(err.Message, filled(w, c.words)) {
			t.Errorf("%s\n%s\ngot  %v\nwant %s", c.policy, c.refused, err, filled(w, c.words))
		}
	}
}

// newTaskOf registers a task definition of a family.
func newTaskOf(family string) string {
	return "aws ecs register-task-definition --family " + family + ` --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`
}

// TestPassRole: reference 03 §2.4, row 2. ecs:* does not include iam:PassRole: a
// task definition with a role is refused to who may not pass it, to that service.
func TestPassRole(t *testing.T) {
	const (
		role  = "arn:aws:iam::123456789012:role/x"
		words = "User: arn:aws:iam::123456789012:user/dana is not authorized to perform: iam:PassRole on resource: " + role + " because no identity-based policy allows the iam:PassRole action"
	)
	to := func(service string) string {
		return allow("iam:PassRole", role, `{"StringEquals":{"iam:PassedToService":"`+service+`"}}`)
	}
	disk := " --volume-configurations name=v,managedEBSVolume={roleArn=" + role + ",sizeInGiB=1}"
	for _, c := range []struct{ line, service string }{
		{newTaskOf("new") + " --task-role-arn " + role, "ecs-tasks.amazonaws.com"},
		{newTaskOf("new") + " --execution-role-arn x", "ecs-tasks.amazonaws.com"},
		{"aws ecs run-task --cluster prod --task-definition web --overrides taskRoleArn=" + role, "ecs-tasks.amazonaws.com"},
		{"aws ecs run-task --cluster prod --task-definition web --overrides executionRoleArn=" + role, "ecs-tasks.amazonaws.com"},
		{"aws ecs start-task --cluster prod --task-definition web --container-instances {ci} --overrides taskRoleArn=" + role, "ecs-tasks.amazonaws.com"},
		{"aws ecs run-task --cluster prod --task-definition web" + disk, "ecs.amazonaws.com"},
		{"aws ecs create-service --cluster prod --service-name new --desired-count 1 --task-definition web" + disk, "ecs.amazonaws.com"},
		{"aws ecs update-service --cluster prod --service web" + disk, "ecs.amazonaws.com"},
	} {
		w := guarded(t)
		for _, statements := range [][]string{{}, {to("ec2.amazonaws.com")}, {to(c.service)}} {
			dana(w, append(statements, allow("ecs:*", "*", ""))...)
			may := slices.Contains(statements, to(c.service))
			switch err := tried(t, w, c.line); {
			case may && err != nil:
				t.Errorf("%s\n%v", c.line, err)
			case !may && (err == nil || err.Code != "AccessDeniedException" || err.Message != words):
				t.Errorf("%s\ngot  %v\nwant %s", c.line, err, words)
			}
		}
	}
}
