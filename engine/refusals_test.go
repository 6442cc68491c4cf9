package engine

import (
	"fmt"
	"strings"
	"testing"

	"drydock/engine/api"
)

// TestRefusals: each wrong request gets the class of error that AWS gives, and
// changes nothing. Where a request has two faults, the comment says which is
// looked at first.
func TestRefusals(t *testing.T) {
	w := busy(t, false)
	must(t, w, "d = aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a", `drydock FailInstance {"InstanceId": "d"}`)
	must(t, w, "aws ecs create-cluster --cluster-name gone-for-good", "aws ecs delete-cluster --cluster gone-for-good")
	must(t, w, "c = aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a --user-data ECS_CLUSTER=gone") // still pending
	must(t, w, "aws ecs create-service --cluster prod --service-name watch --task-definition web --scheduling-strategy DAEMON")
	withTaskSets(t, w)
	withIAM(t, w)
	withNetwork(t, w)
	withBalancers(t, w)
	must(t, w, "aws ecs create-service --cluster prod --service-name deploys --desired-count 0 "+codeDeploy)
	for _, name := range []string{"full", "ended"} {
		must(t, w, "aws ecs create-service --cluster prod --service-name "+name+" --deployment-controller type=EXTERNAL --desired-count 0")
	}
	for range maxTaskSets {
		must(t, w, "aws ecs create-task-set --cluster prod --service full --task-definition web")
	}
	must(t, w, "aws ecs delete-service --cluster prod --service ended")
	ten := strings.TrimSuffix(strings.Repeat(`{"type":"memberOf","expression":"agentConnected == true"},`, 10), ",")
	must(t, w,
		`aws ecs register-task-definition --family picky --container-definitions '[{"name":"a","image":"web:1","memory":64}]' --placement-constraints '[`+ten+`]'`,
		`aws ecs register-task-definition --family disk --container-definitions '[{"name":"a","image":"web:1","memory":64}]' --volumes name=v,configuredAtLaunch=true`,
		`aws ecs register-task-definition --family fargate --requires-compatibilities FARGATE --network-mode awsvpc --cpu 256 --memory 512 --container-definitions '[{"name":"a","image":"web:1"}]'`,
		"aws ecs create-service --cluster prod --service-name apart --deployment-controller type=EXTERNAL --desired-count 0 --placement-constraints type=distinctInstance",
		"aws ecs create-service --cluster prod --service-name spread --deployment-controller type=EXTERNAL --desired-count 0",
		"aws ecs create-task-set --cluster prod --service spread --task-definition picky",
	)
	nine := "aws ecs put-attributes --cluster prod --attributes"
	for i := range 9 {
		nine += fmt.Sprintf(" name=n%d,targetType=container-instance,targetId={ci}", i)
	}
	must(t, w, taskAndInstance(w, nine))
	must(t, w,
		"vpc-dark = aws ec2 create-vpc --cidr-block 10.2.0.0/16", "aws ec2 create-route-table --vpc-id vpc-dark",
		"aws ec2 modify-vpc-attribute --vpc-id vpc-dark --no-enable-dns-support",
		"ep-dark = aws ec2 create-vpc-endpoint --vpc-id vpc-dark --vpc-endpoint-type Interface --no-private-dns-enabled --service-name "+euWest+"logs",
		"subnet-gone = aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.99.0/24", "aws ec2 delete-subnet --subnet-id subnet-gone",
		"e = "+launchOne+"--subnet-id subnet-other",
		"aws ec2 allocate-address", "aws ec2 allocate-address",
		"nat-gone = aws ec2 create-nat-gateway --subnet-id subnet-b --connectivity-type private", "aws ec2 delete-nat-gateway --nat-gateway-id nat-gone",
		"ep-leaving = aws ec2 create-vpc-endpoint --vpc-id vpc-dark --vpc-endpoint-type Interface --no-private-dns-enabled --service-name "+euWest+"sqs",
		"aws ec2 delete-vpc-endpoints --vpc-endpoint-ids ep-leaving",
	)
	for range natsPerZone - 1 { // and nat-gone, which is being deleted
		must(t, w, "aws ec2 create-nat-gateway --subnet-id subnet-b --connectivity-type private")
	}
	covered := map[string]bool{
		// What cannot be wrong, but for who asks (TestPrincipalsAreAsked).
		"sts:GetCallerIdentity": true, "ec2:CreateInternetGateway": true, "ecs:ListClusters": true, "elb:DeleteLoadBalancer": true,
		"ec2:DeleteVpcEndpoints": true, // its answer says what it could not delete
	}
	for _, c := range refusals {
		line := taskAndInstance(w, c.line)
		op, in, as, err := read(line)
		if err != nil {
			t.Errorf("%s\n%v", line, err)
			continue
		}
		covered[op.ID()] = true
		unchanged(t, w, line, func() {
			_, refusal := w.Call(as, op.ID(), in)
			if refusal == nil || refusal.Code != c.code || refusal.Op != op.Name || refusal.Message == "" {
				t.Errorf("%s\nwant %s, got %v", line, c.code, refusal)
			}
		})
	}
	for _, op := range api.Operations() {
		if !covered[op.ID()] {
			t.Errorf("no wrong request for %s", op.ID())
		}
	}
}

const (
	newService  = "aws ecs create-service --cluster prod --service-name new "
	runTask     = "aws ecs run-task --cluster prod --task-definition "
	in          = " --network-configuration awsvpcConfiguration="
	startTask   = "aws ecs start-task --cluster prod --task-definition "
	ecsARN      = "arn:aws:ecs:eu-west-1:123456789012:"
	execIt      = "aws ecs execute-command --command sh --task "
	putSetting  = "aws ecs put-account-setting --name "
	tagIt       = "aws ecs tag-resource --tags key=a,value=b --resource-arn "
	protect     = "aws ecs update-task-protection --cluster "
	newTask     = "aws ecs register-task-definition --family new "
	newTG       = "aws elbv2 create-target-group --name new --port 80 --protocol HTTP "
	codeDeploy  = "--deployment-controller type=CODE_DEPLOY --task-definition web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080 "
	newVolume   = newTask + `--container-definitions '[{"name":"a","image":"web:1","memory":64}]' --volumes `
	newMounts   = newTask + `--volumes name=v --container-definitions '[{"name":"a","image":"web:1","memory":64,`
	newRoute    = "aws ec2 create-route --route-table-id rtb-spare "
	newEndpoint = "aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name " + euWest
	newEntry    = "aws ec2 create-network-acl-entry --network-acl-id acl-main --ingress --rule-number "
	tcpTG       = "aws elbv2 create-target-group --name new --port 80 --protocol TCP --vpc-id vpc-main "
	newCLB      = "aws elb create-load-balancer --load-balancer-name new "
	checkCLB    = "aws elb configure-health-check --load-balancer-name clb --health-check "
	behindCLB   = "aws ecs create-service --cluster prod --service-name behind --desired-count 0 --task-definition "
	newListener = "aws elbv2 create-listener --load-balancer-arn "
	newRule     = "aws elbv2 create-rule --listener-arn http --priority "
	answer404   = "--actions Type=fixed-response,FixedResponseConfig={StatusCode=404}"
	certificate = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
	newTarget   = "aws efs create-mount-target "
	launchOne   = "aws ec2 run-instances --image-id ami-1 --instance-type m5.large "
)

var refusals = []struct{ code, line string }{
	{"AliasInUse", `drydock NameResource {"Alias": "a", "Kind": "vpc", "Id": "vpc-0"}`},
	{"ValidationError", `drydock NameResource {"Alias": "a", "Kind": "planet", "Id": "x"}`}, // the kind before the alias
	{"ValidationError", `drydock DeclareImage {"Uri": "x", "OnSigterm": "shrugs"}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Listens": 65536}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Answers": 600}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Exits": 256}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "ExitsAfter": 604800001}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Uses": 1048577}`},
	{"ValidationError", `drydock DeclareImage {"Uri": "x", "Health": "shrugs"}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Needs": ["x"]}`},
	{"InvalidInstanceID.NotFound", `drydock BootInstance {"InstanceId": "i-0"}`},
	{"IncorrectInstanceState", `drydock BootInstance {"InstanceId": "a"}`},
	{"ClusterNotFoundException", `drydock BootInstance {"InstanceId": "c"}`}, // it looks for "gone"
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Calls": [{"Action": "s3:*", "Resource": "*"}]}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Calls": [{"Action": "s3:GetObject", "Resource": "menus"}]}`},
	{"InvalidParameterValue", `drydock DeclareResource {"Arn": "menus"}`},
	{"InvalidSubnetID.NotFound", `drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-none", "Port": 5432}`},
	{"SecurityGroupNotFound", `drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-a", "SecurityGroups": ["sg-none"], "Port": 5432}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "app:1", "Connects": [{"To": "orders", "Port": 70000}]}`},
	{"MalformedPolicyDocument", `drydock DeclareResource {"Arn": "arn:aws:s3:::menus", "Policy": "{}"}`},
	{"MalformedPolicyDocument", `drydock PutControlPolicy {"Name": "x", "Type": "SERVICE_CONTROL_POLICY", "Document": "{\"Statement\":[]"}`},
	{"ValidationError", `drydock PutControlPolicy {"Name": "x", "Type": "POLICY", "Document": "{}"}`},
	{"ClusterNotFoundException", `drydock MovePorts {"Port": 40000}`},
	{"ServiceNotFoundException", `drydock CrashTask {"Cluster": "prod", "Service": "nothing"}`},
	{"ClusterNotFoundException", `drydock CrashTask {"Service": "nothing"}`}, // the cluster before the service

	{"InvalidParameterValue", "aws ec2 create-vpc --cidr-block 10.0.0.1/16"},
	{"InvalidVpc.Range", "aws ec2 create-vpc --cidr-block 10.0.0.0/15"},
	{"InvalidVpcID.NotFound", "aws ec2 describe-vpcs --vpc-ids vpc-0"},
	{"InvalidVolume.NotFound", "aws ec2 describe-volumes --volume-ids vol-0"},
	{"InvalidParameterValue", "aws ec2 describe-volumes --filters Name=colour,Values=blue"},
	{"InvalidVpcID.NotFound", "aws ec2 create-subnet --vpc-id vpc-0 --cidr-block nonsense"}, // the VPC before the range
	{"InvalidSubnet.Range", "aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.9.0.0/24"},
	{"InvalidSubnet.Conflict", "aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.0.128/25 --availability-zone mars-1a"}, // the range before the zone
	{"InvalidParameterValue", "aws ec2 create-subnet --vpc-id vpc-main --cidr-block 10.0.9.0/24 --availability-zone mars-1a"},
	{"InvalidSubnetID.NotFound", "aws ec2 modify-subnet-attribute --subnet-id subnet-0"}, // the subnet before the attribute
	{"MissingParameter", "aws ec2 modify-subnet-attribute --subnet-id subnet-a"},
	{"InvalidSubnetID.NotFound", "aws ec2 describe-subnets --subnet-ids subnet-0"},
	{"InvalidParameterValue", "aws ec2 describe-subnets --filters Name=colour,Values=blue"},
	{"InvalidInternetGatewayID.NotFound", "aws ec2 attach-internet-gateway --internet-gateway-id igw-0 --vpc-id vpc-0"}, // the gateway before the VPC
	{"InvalidVpcID.NotFound", "aws ec2 attach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-0"},
	{"Resource.AlreadyAssociated", "aws ec2 attach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-other"},
	{"InvalidInternetGatewayID.NotFound", "aws ec2 describe-internet-gateways --internet-gateway-ids igw-0"},
	{"InvalidVpcID.NotFound", "aws ec2 create-route-table --vpc-id vpc-0"},
	{"InvalidRouteTableID.NotFound", "aws ec2 create-route --route-table-id rtb-0 --destination-cidr-block 0.0.0.0/0 --gateway-id igw-main"},
	{"InvalidInternetGatewayID.NotFound", "aws ec2 create-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --gateway-id igw-0"},
	{"RouteAlreadyExists", "aws ec2 create-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --gateway-id igw-main"},
	{"InvalidParameterValue", "aws ec2 create-route --route-table-id rtb-other --destination-cidr-block 0.0.0.0/0 --gateway-id igw-main"},
	{"InvalidRouteTableID.NotFound", "aws ec2 associate-route-table --route-table-id rtb-0 --subnet-id subnet-0"}, // the table before the subnet
	{"InvalidSubnetID.NotFound", "aws ec2 associate-route-table --route-table-id rtb-public --subnet-id subnet-0"},
	{"InvalidParameterValue", "aws ec2 associate-route-table --route-table-id rtb-other --subnet-id subnet-a"},
	{"Resource.AlreadyAssociated", "aws ec2 associate-route-table --route-table-id rtb-public --subnet-id subnet-a"},
	{"InvalidRouteTableID.NotFound", "aws ec2 describe-route-tables --route-table-ids rtb-0"},
	{"InvalidVpcID.NotFound", "aws ec2 modify-vpc-attribute --vpc-id vpc-0"}, // the VPC before the attributes
	{"InvalidParameterCombination", "aws ec2 modify-vpc-attribute --vpc-id vpc-main"},
	{"InvalidParameterCombination", "aws ec2 modify-vpc-attribute --vpc-id vpc-main --enable-dns-support --enable-dns-hostnames"},
	{"InvalidParameterCombination", "aws ec2 modify-vpc-attribute --vpc-id vpc-dark --enable-dns-hostnames"}, // without DNS support
	{"InvalidVpcID.NotFound", "aws ec2 describe-vpc-attribute --vpc-id vpc-0 --attribute enableDnsSupport"},
	{"InvalidParameterValue", "aws ec2 describe-vpc-attribute --vpc-id vpc-main --attribute colour"},
	{"InvalidParameterValue", "aws ec2 describe-vpcs --filters Name=colour,Values=blue"},
	{"InvalidVpcID.NotFound", "aws ec2 delete-vpc --vpc-id vpc-0"},
	{"DependencyViolation", "aws ec2 delete-vpc --vpc-id vpc-main"},
	{"DependencyViolation", "aws ec2 delete-vpc --vpc-id vpc-dark"}, // a route table
	{"InvalidSubnetID.NotFound", "aws ec2 delete-subnet --subnet-id subnet-0"},
	{"InvalidSubnetID.NotFound", "aws ec2 delete-subnet --subnet-id subnet-gone"},
	{"InvalidSubnetID.NotFound", "aws ec2 describe-subnets --subnet-ids subnet-gone"},
	{"InvalidSubnetID.NotFound", "aws ec2 modify-subnet-attribute --subnet-id subnet-gone --map-public-ip-on-launch"},
	{"InvalidSubnetID.NotFound", launchOne + "--subnet-id subnet-gone"},
	{"SubnetNotFound", newTarget + "--file-system-id fs-main --subnet-id subnet-gone"},
	{"DependencyViolation", "aws ec2 delete-subnet --subnet-id subnet-a"},
	{"InvalidInternetGatewayID.NotFound", "aws ec2 detach-internet-gateway --internet-gateway-id igw-0 --vpc-id vpc-0"}, // the gateway before the VPC
	{"InvalidVpcID.NotFound", "aws ec2 detach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-0"},
	{"Gateway.NotAttached", "aws ec2 detach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-other"},
	{"Gateway.NotAttached", "aws ec2 detach-internet-gateway --internet-gateway-id igw-spare --vpc-id vpc-main"},
	{"DependencyViolation", "aws ec2 detach-internet-gateway --internet-gateway-id igw-main --vpc-id vpc-main"},
	{"InvalidInternetGatewayID.NotFound", "aws ec2 delete-internet-gateway --internet-gateway-id igw-0"},
	{"DependencyViolation", "aws ec2 delete-internet-gateway --internet-gateway-id igw-main"},
	{"InvalidParameterValue", "aws ec2 attach-internet-gateway --internet-gateway-id igw-spare --vpc-id vpc-main"},
	{"InvalidParameterValue", "aws ec2 describe-internet-gateways --filters Name=colour,Values=blue"},
	{"InvalidRouteTableID.NotFound", "aws ec2 delete-route-table --route-table-id rtb-0"},
	{"DependencyViolation", "aws ec2 delete-route-table --route-table-id rtb-public"},
	{"DependencyViolation", "aws ec2 delete-route-table --route-table-id {main-of vpc-main}"},
	{"InvalidAssociationID.NotFound", "aws ec2 disassociate-route-table --association-id rtbassoc-0"},
	{"InvalidParameterValue", "aws ec2 disassociate-route-table --association-id {rtb-of vpc-main}"},
	{"InvalidAssociationID.NotFound", "aws ec2 replace-route-table-association --association-id rtbassoc-0 --route-table-id rtb-0"}, // the association before the table
	{"InvalidRouteTableID.NotFound", "aws ec2 replace-route-table-association --association-id {rtb-of subnet-a} --route-table-id rtb-0"},
	{"InvalidParameterValue", "aws ec2 replace-route-table-association --association-id {rtb-of subnet-a} --route-table-id rtb-other"},
	{"InvalidParameterValue", "aws ec2 replace-route-table-association --association-id {rtb-of vpc-main} --route-table-id rtb-other"},
	{"InvalidParameterValue", "aws ec2 describe-route-tables --filters Name=colour,Values=blue"},
	{"MissingParameter", newRoute + "--gateway-id igw-main"}, // the destination
	{"InvalidParameterValue", newRoute + "--destination-cidr-block everything --gateway-id igw-main"},
	{"MissingParameter", newRoute + "--destination-cidr-block 10.9.0.0/16"}, // the target
	{"InvalidParameterCombination", newRoute + "--destination-cidr-block 10.9.0.0/16 --gateway-id igw-main --nat-gateway-id nat"},
	{"InvalidNatGatewayID.NotFound", newRoute + "--destination-cidr-block 10.9.0.0/16 --nat-gateway-id nat-0"},
	{"InvalidNatGatewayID.NotFound", newRoute + "--destination-cidr-block 10.9.0.0/16 --nat-gateway-id nat-gone"},
	{"InvalidParameterValue", "aws ec2 create-route --route-table-id rtb-other --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat"},
	{"RouteAlreadyExists", newRoute + "--destination-cidr-block 10.0.0.0/16 --nat-gateway-id nat"},    // the local route
	{"InvalidParameterValue", newRoute + "--destination-cidr-block 10.0.1.0/24 --nat-gateway-id nat"}, // a part of the VPC
	{"InvalidPrefixListId.NotFound", newRoute + "--destination-prefix-list-id pl-0 --nat-gateway-id nat"},
	{"InvalidParameterValue", newRoute + "--destination-prefix-list-id pl-6da54004 --nat-gateway-id nat"},
	{"InvalidParameterCombination", newRoute + "--destination-prefix-list-id pl-6da54004 --destination-cidr-block 10.9.0.0/16 --nat-gateway-id nat"},
	{"InvalidRouteTableID.NotFound", "aws ec2 replace-route --route-table-id rtb-0"}, // the table before the route
	{"InvalidParameterValue", "aws ec2 replace-route --route-table-id rtb-public --destination-cidr-block 10.9.0.0/16 --nat-gateway-id nat"},
	{"InvalidParameterValue", "aws ec2 replace-route --route-table-id rtb-public --destination-cidr-block 10.0.0.0/16 --nat-gateway-id nat"}, // the local route
	{"InvalidInternetGatewayID.NotFound", "aws ec2 replace-route --route-table-id rtb-public --destination-cidr-block 0.0.0.0/0 --gateway-id igw-0"},
	{"InvalidRouteTableID.NotFound", "aws ec2 delete-route --route-table-id rtb-0"},
	{"InvalidRoute.NotFound", "aws ec2 delete-route --route-table-id rtb-public --destination-cidr-block 10.9.0.0/16"},
	{"InvalidParameterValue", "aws ec2 delete-route --route-table-id rtb-public --destination-cidr-block 10.0.0.0/16"}, // the local route
	{"InvalidParameterValue", "aws ec2 delete-route --route-table-id rtb-private --destination-prefix-list-id pl-6da54004"},
	{"InvalidParameterValue", "aws ec2 allocate-address --domain standard"},
	{"AddressLimitExceeded", "aws ec2 allocate-address"},
	{"MissingParameter", "aws ec2 release-address"},
	{"InvalidAllocationID.NotFound", "aws ec2 release-address --allocation-id eipalloc-0"},
	{"InvalidIPAddress.InUse", "aws ec2 release-address --allocation-id eip-a"},
	{"InvalidAllocationID.NotFound", "aws ec2 associate-address --allocation-id eipalloc-0 --instance-id i-0"}, // the address before the instance
	{"InvalidParameterCombination", "aws ec2 associate-address --allocation-id eip-free"},
	{"InvalidParameterCombination", "aws ec2 associate-address --allocation-id eip-free --instance-id a --network-interface-id {eni-of a}"},
	{"InvalidInstanceID.NotFound", "aws ec2 associate-address --allocation-id eip-free --instance-id i-0"},
	{"InvalidInstanceID", "aws ec2 associate-address --allocation-id eip-free --instance-id d"}, // terminated
	{"InvalidNetworkInterfaceID.NotFound", "aws ec2 associate-address --allocation-id eip-free --network-interface-id eni-0"},
	{"AuthFailure", "aws ec2 associate-address --allocation-id eip-free --network-interface-id {eni-of nat}"},
	{"AuthFailure", "aws ec2 associate-address --allocation-id eip-nat --instance-id b"},
	{"InvalidParameterValue", "aws ec2 associate-address --allocation-id eip-free --instance-id a --private-ip-address 10.0.0.99"},
	{"Resource.AlreadyAssociated", "aws ec2 associate-address --allocation-id eip-a --instance-id b --no-allow-reassociation"},
	{"Gateway.NotAttached", "aws ec2 associate-address --allocation-id eip-free --network-interface-id '{eni-of e}'"}, // its VPC has no internet gateway
	{"MissingParameter", "aws ec2 disassociate-address"},
	{"InvalidAssociationID.NotFound", "aws ec2 disassociate-address --association-id eipassoc-0"},
	{"AuthFailure", "aws ec2 disassociate-address --association-id {eip-of eip-nat}"},
	{"InvalidAllocationID.NotFound", "aws ec2 describe-addresses --allocation-ids eipalloc-0"},
	{"InvalidAddress.NotFound", "aws ec2 describe-addresses --public-ips 192.0.2.250"},
	{"InvalidParameterValue", "aws ec2 describe-addresses --filters Name=colour,Values=blue"},
	{"InvalidParameterValue", "aws ec2 create-nat-gateway --availability-mode regional"},
	{"MissingParameter", "aws ec2 create-nat-gateway"},
	{"InvalidSubnetID.NotFound", "aws ec2 create-nat-gateway --subnet-id subnet-0"}, // the subnet before the address
	{"MissingParameter", "aws ec2 create-nat-gateway --subnet-id subnet-a"},
	{"InvalidAllocationID.NotFound", "aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eipalloc-0"},
	{"InvalidParameterCombination", "aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip-free --connectivity-type private"},
	{"InvalidParameterValue", "aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip-free --private-ip-address 10.9.0.4"},
	{"NatGatewayLimitExceeded", "aws ec2 create-nat-gateway --subnet-id subnet-b --connectivity-type private"},
	{"NatGatewayNotFound", "aws ec2 delete-nat-gateway --nat-gateway-id nat-0"},
	{"NatGatewayNotFound", "aws ec2 describe-nat-gateways --nat-gateway-ids nat-0"},
	{"InvalidParameterValue", "aws ec2 describe-nat-gateways --filter Name=colour,Values=blue"},
	{"InvalidVpcID.NotFound", "aws ec2 create-vpc-endpoint --vpc-id vpc-0 --service-name x"}, // the VPC before the service
	{"InvalidParameter", newEndpoint + "s3 --vpc-endpoint-type GatewayLoadBalancer"},
	{"InvalidServiceName", "aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name s3"},
	{"InvalidServiceName", newEndpoint + "s9"},
	{"InvalidParameter", newEndpoint + "ecr.dkr"}, // Gateway, when no type is given
	{"InvalidPolicyDocument", newEndpoint + "s3 --policy-document everything"},
	{"InvalidParameter", newEndpoint + "s3 --subnet-ids private"},
	{"InvalidParameter", newEndpoint + "s3 --security-group-ids sg-web"},
	{"InvalidParameter", newEndpoint + "s3 --private-dns-enabled"},
	{"InvalidRouteTableID.NotFound", newEndpoint + "s3 --route-table-ids rtb-0"},
	{"InvalidParameter", newEndpoint + "s3 --route-table-ids rtb-other"},
	{"RouteAlreadyExists", newEndpoint + "s3 --route-table-ids rtb-private"},
	{"RouteAlreadyExists", newEndpoint + "s3 --route-table-ids rtb-spare rtb-spare"},
	{"InvalidParameter", newEndpoint + "logs --vpc-endpoint-type Interface --route-table-ids rtb-spare"},
	{"InvalidParameter", newEndpoint + "ecr.api --vpc-endpoint-type Interface"}, // a second one with private DNS
	{"InvalidParameter", newEndpoint + "s3 --vpc-endpoint-type Interface --private-dns-enabled"},
	{"InvalidParameter", "aws ec2 create-vpc-endpoint --vpc-id vpc-other --vpc-endpoint-type Interface --service-name " + euWest + "logs"}, // no DNS hostnames
	{"InvalidSubnetID.NotFound", newEndpoint + "logs --vpc-endpoint-type Interface --subnet-ids subnet-0"},
	{"InvalidParameter", newEndpoint + "logs --vpc-endpoint-type Interface --subnet-ids subnet-other"},
	{"DuplicateSubnetsInSameZone", newEndpoint + "logs --vpc-endpoint-type Interface --subnet-ids private private-2"},
	{"InvalidGroup.NotFound", newEndpoint + "logs --vpc-endpoint-type Interface --security-group-ids sg-0"},
	{"InvalidParameter", newEndpoint + "logs --vpc-endpoint-type Interface --security-group-ids sg-other"},
	{"InvalidVpcEndpointId.NotFound", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-0 --policy-document x"}, // the endpoint before the policy
	{"InvalidPolicyDocument", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --policy-document x"},
	{"InvalidParameterCombination", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --reset-policy --policy-document " + mayAll},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --add-subnet-ids private"},
	{"RouteAlreadyExists", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --add-route-table-ids rtb-private"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3 --remove-route-table-ids rtb-spare"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-sqs --add-route-table-ids rtb-spare"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --remove-subnet-ids subnet-b"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --remove-security-group-ids sg-alb"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --remove-security-group-ids sg-web"}, // the only one
	{"InvalidGroup.NotFound", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --add-security-group-ids sg-0"},
	{"DuplicateSubnetsInSameZone", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --add-subnet-ids private-2"},
	{"InvalidParameter", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-dark --private-dns-enabled"}, // its VPC has no DNS support
	{"IncorrectState", "aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-leaving --reset-policy"},
	{"InvalidVpcEndpointId.NotFound", "aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-0"},
	{"InvalidParameterValue", "aws ec2 describe-vpc-endpoints --filters Name=colour,Values=blue"},
	{"InvalidServiceName", "aws ec2 describe-vpc-endpoint-services --service-names s3"},
	{"InvalidParameterValue", "aws ec2 describe-vpc-endpoint-services --filters Name=colour,Values=blue"},
	{"InvalidPrefixListId.NotFound", "aws ec2 describe-prefix-lists --prefix-list-ids pl-0"},
	{"InvalidParameterValue", "aws ec2 describe-prefix-lists --filters Name=owner-id,Values=AWS"},
	{"InvalidPrefixListId.NotFound", "aws ec2 describe-managed-prefix-lists --prefix-list-ids pl-0"},
	{"InvalidVpcID.NotFound", "aws ec2 create-network-acl --vpc-id vpc-0"},
	{"InvalidNetworkAclID.NotFound", "aws ec2 delete-network-acl --network-acl-id acl-0"},
	{"InvalidParameterValue", "aws ec2 delete-network-acl --network-acl-id {acl-of vpc-main}"}, // the default one
	{"DependencyViolation", "aws ec2 delete-network-acl --network-acl-id acl-main"},
	{"InvalidNetworkAclID.NotFound", "aws ec2 create-network-acl-entry --network-acl-id acl-0 --ingress --rule-number 0 " + allowWeb}, // the ACL before the number
	{"InvalidParameterValue", newEntry + "0 " + allowWeb},
	{"InvalidParameterValue", newEntry + "32767 " + allowWeb},
	{"InvalidParameterValue", newEntry + "7 --protocol web --rule-action allow --cidr-block 0.0.0.0/0"},
	{"InvalidParameterValue", newEntry + "7 --protocol 256 --rule-action allow --cidr-block 0.0.0.0/0"},
	{"InvalidParameterValue", newEntry + "7 --protocol -1 --rule-action permit --cidr-block 0.0.0.0/0"},
	{"MissingParameter", newEntry + "7 --protocol -1 --rule-action allow"}, // the addresses
	{"InvalidParameterValue", newEntry + "7 --protocol -1 --rule-action allow --cidr-block everything"},
	{"MissingParameter", newEntry + "7 --protocol tcp --rule-action allow --cidr-block 0.0.0.0/0"},  // the ports
	{"MissingParameter", newEntry + "7 --protocol icmp --rule-action allow --cidr-block 0.0.0.0/0"}, // the type
	{"InvalidParameterValue", newEntry + "7 --protocol udp --rule-action allow --cidr-block 0.0.0.0/0 --port-range From=80,To=70"},
	{"InvalidParameterValue", newEntry + "7 --protocol icmp --rule-action allow --cidr-block 0.0.0.0/0 --icmp-type-code Type=256,Code=0"},
	{"NetworkAclEntryAlreadyExists", newEntry + "100 " + allowWeb},
	{"NetworkAclEntryLimitExceeded", "aws ec2 create-network-acl-entry --network-acl-id acl-full --egress --rule-number 100 " + allowWeb},
	{"InvalidNetworkAclEntry.NotFound", "aws ec2 replace-network-acl-entry --network-acl-id acl-main --egress --rule-number 100 " + allowWeb}, // an inbound rule
	{"InvalidParameterValue", "aws ec2 replace-network-acl-entry --network-acl-id acl-main --ingress --rule-number 32767 " + allowWeb},
	{"InvalidNetworkAclID.NotFound", "aws ec2 delete-network-acl-entry --network-acl-id acl-0 --ingress --rule-number 100"},
	{"InvalidNetworkAclEntry.NotFound", "aws ec2 delete-network-acl-entry --network-acl-id acl-main --ingress --rule-number 32767"},
	{"InvalidAssociationID.NotFound", "aws ec2 replace-network-acl-association --association-id aclassoc-0 --network-acl-id acl-0"}, // the association before the ACL
	{"InvalidNetworkAclID.NotFound", "aws ec2 replace-network-acl-association --association-id {acl-of subnet-a} --network-acl-id acl-0"},
	{"InvalidParameterValue", "aws ec2 replace-network-acl-association --association-id {acl-of subnet-a} --network-acl-id acl-other"},
	{"InvalidNetworkAclID.NotFound", "aws ec2 describe-network-acls --network-acl-ids acl-0"},
	{"InvalidParameterValue", "aws ec2 describe-network-acls --filters Name=colour,Values=blue"},
	{"InvalidNetworkInterfaceID.NotFound", "aws ec2 describe-network-interfaces --network-interface-ids eni-0"},
	{"InvalidParameterValue", "aws ec2 describe-network-interfaces --filters Name=colour,Values=blue"},
	{"InvalidNetworkInterfaceID.NotFound", "aws ec2 modify-network-interface-attribute --network-interface-id eni-0 --groups sg-0"}, // the interface before the group
	{"InvalidParameterCombination", "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of a}"},
	{"InvalidGroup.NotFound", "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of a} --groups sg-0"},
	{"AuthFailure", "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of nat} --groups sg-web"},
	{"AuthFailure", "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of ep-ecr-api} --groups sg-web"},
	{"AuthFailure", "aws ec2 modify-network-interface-attribute --network-interface-id {eni-of mt-a} --groups sg-web"},
	{"InvalidPrefixListId.NotFound", "aws ec2 authorize-security-group-egress --group-id sg-web --ip-permissions IpProtocol=tcp,FromPort=443,ToPort=443,PrefixListIds=[{PrefixListId=pl-0}]"},

	{"VPCIdNotSpecified", "aws ec2 create-security-group --group-name web --description x"},
	{"InvalidGroup.Duplicate", "aws ec2 create-security-group --group-name web --description x --vpc-id vpc-main"},
	{"InvalidGroupId.Malformed", "aws ec2 delete-security-group --group-id web"},
	{"CannotDelete", "aws ec2 delete-security-group --group-id {default}"},
	{"DependencyViolation", "aws ec2 delete-security-group --group-id sg-web"},
	{"InvalidGroup.NotFound", "aws ec2 describe-security-groups --group-ids sg-0"},
	{"InvalidSecurityGroupRuleId.NotFound", "aws ec2 describe-security-group-rules --security-group-rule-ids sgr-0"},
	{"InvalidGroup.NotFound", "aws ec2 authorize-security-group-ingress --group-id sg-0 --protocol tcp --port 80-70 --cidr 0.0.0.0/0"}, // the group before the rule
	{"InvalidPermission.Duplicate", "aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --cidr 0.0.0.0/0"},
	{"InvalidParameterValue", "aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 80-70 --cidr 0.0.0.0/0"},
	{"InvalidParameterValue", "aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --cidr 300.0.0.0/0"},
	{"InvalidGroup.NotFound", "aws ec2 authorize-security-group-ingress --group-id sg-alb --protocol tcp --port 80 --source-group sg-other"}, // of another VPC
	{"InvalidPermission.Duplicate", `aws ec2 authorize-security-group-egress --group-id sg-alb --ip-permissions IpProtocol=-1,IpRanges=[{CidrIp=0.0.0.0/0}]`},
	{"InvalidPermission.NotFound", "aws ec2 revoke-security-group-ingress --group-id sg-alb --protocol tcp --port 81 --cidr 0.0.0.0/0"},
	{"InvalidSecurityGroupRuleId.NotFound", "aws ec2 revoke-security-group-egress --group-id sg-web --security-group-rule-ids {sgr}"}, // an ingress rule
	{"InvalidSecurityGroupRuleId.NotFound", `aws ec2 modify-security-group-rules --group-id sg-web --security-group-rules '[{"SecurityGroupRuleId":"sgr-0","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":80,"ToPort":80,"CidrIpv4":"0.0.0.0/0"}}]'`},

	{"InvalidSubnetID.NotFound", launchOne + "--subnet-id subnet-0"},
	{"MissingInput", launchOne},
	{"InvalidParameterValue", "aws ec2 run-instances --image-id ami-1 --instance-type z9.huge --subnet-id subnet-a --security-group-ids sg-0"}, // the type before the groups
	{"InvalidGroup.NotFound", launchOne + "--subnet-id subnet-a --security-group-ids sg-0"},
	{"InvalidParameter", launchOne + "--subnet-id subnet-a --security-group-ids sg-other"},
	{"InvalidParameterValue", launchOne + "--subnet-id subnet-a --private-ip-address 10.0.0.5"},
	{"InvalidParameterValue", launchOne + "--subnet-id subnet-a --count 0"},
	{"InsufficientFreeAddressesInSubnet", launchOne + "--subnet-id subnet-small --count 12"},
	{"InvalidInstanceID.NotFound", "aws ec2 describe-instances --instance-ids i-0"},
	{"InvalidInstanceID.NotFound", "aws ec2 modify-instance-attribute --instance-id i-0 --groups sg-0"}, // the instance before the group
	{"InvalidGroup.NotFound", "aws ec2 modify-instance-attribute --instance-id a --groups sg-0"},
	{"InvalidParameterCombination", "aws ec2 modify-instance-attribute --instance-id a"},

	{"InvalidInstanceID.NotFound", "aws ec2 stop-instances --instance-ids a i-0"}, // all or none
	{"IncorrectInstanceState", "aws ec2 stop-instances --instance-ids c"},         // pending
	{"InvalidInstanceID.NotFound", "aws ec2 start-instances --instance-ids i-0"},
	{"IncorrectInstanceState", "aws ec2 start-instances --instance-ids d"}, // terminated
	{"IncorrectInstanceState", "aws ec2 stop-instances --instance-ids a d"},
	{"InvalidInstanceID.NotFound", "aws ec2 terminate-instances --instance-ids a i-0"},

	{"InvalidInstanceID.NotFound", `drydock DisconnectAgent {"InstanceId": "i-0"}`},
	{"IncorrectInstanceState", `drydock DisconnectAgent {"InstanceId": "c"}`}, // never registered
	{"InvalidInstanceID.NotFound", `drydock FailInstance {"InstanceId": "i-0"}`},
	{"FileSystemNotFound", `drydock FinishFileSystem {"FileSystemId": "fs-0"}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Writes": "data"}`},
	{"InvalidParameterValue", `drydock DeclareImage {"Uri": "x", "Writes": "/"}`},

	{"FileSystemAlreadyExists", "aws efs create-file-system --creation-token main"},
	{"BadRequest", "aws efs create-file-system --performance-mode fast"},
	{"BadRequest", "aws efs create-file-system --throughput-mode provisioned"},
	{"BadRequest", "aws efs create-file-system --availability-zone-name mars-1a"},
	{"BadRequest", "aws efs create-file-system --availability-zone-name eu-west-1a --performance-mode maxIO"},
	{"FileSystemNotFound", "aws efs describe-file-systems --file-system-id fs-0"},
	{"FileSystemNotFound", "aws efs delete-file-system --file-system-id fs-0"},
	{"FileSystemInUse", "aws efs delete-file-system --file-system-id fs-main"},
	{"FileSystemNotFound", newTarget + "--file-system-id fs-0 --subnet-id subnet-0"}, // the file system before the subnet
	{"IncorrectFileSystemLifeCycleState", newTarget + "--file-system-id fs-new --subnet-id subnet-0"},
	{"SubnetNotFound", newTarget + "--file-system-id fs-main --subnet-id subnet-0"},
	{"MountTargetConflict", newTarget + "--file-system-id fs-main --subnet-id subnet-small"}, // the same zone
	{"AvailabilityZonesMismatch", newTarget + "--file-system-id fs-zone --subnet-id subnet-a"},
	{"SecurityGroupNotFound", newTarget + "--file-system-id fs-main --subnet-id subnet-b --security-groups sg-other"},
	{"SecurityGroupLimitExceeded", newTarget + "--file-system-id fs-main --subnet-id subnet-b --security-groups a b c d e f"},
	{"IpAddressInUse", newTarget + "--file-system-id fs-main --subnet-id subnet-b --ip-address 10.0.0.1"},
	{"BadRequest", "aws efs describe-mount-targets"},
	{"MountTargetNotFound", "aws efs describe-mount-targets --mount-target-id fsmt-0"},
	{"FileSystemNotFound", "aws efs describe-mount-targets --file-system-id fs-0"},
	{"MountTargetNotFound", "aws efs delete-mount-target --mount-target-id fsmt-0"},
	{"MountTargetNotFound", "aws efs modify-mount-target-security-groups --mount-target-id fsmt-0"},
	{"IncorrectMountTargetState", "aws efs modify-mount-target-security-groups --mount-target-id mt-b --security-groups sg-web"},
	{"SecurityGroupNotFound", "aws efs modify-mount-target-security-groups --mount-target-id mt-a --security-groups sg-0"},
	{"MountTargetNotFound", "aws efs describe-mount-target-security-groups --mount-target-id fsmt-0"},
	{"IncorrectMountTargetState", "aws efs describe-mount-target-security-groups --mount-target-id mt-b"},

	{"InvalidParameterException", "aws ecs create-cluster --cluster-name 'no blanks'"},
	{"InvalidParameterException", "aws ecs create-cluster --cluster-name new --settings name=containerInsights,value=maybe"},
	{"InvalidParameterException", "aws ecs create-cluster --cluster-name new --settings name=containerInsights"},
	{"InvalidParameterException", "aws ecs describe-clusters --clusters" + strings.Repeat(" prod", 101)},
	{"InvalidParameterException", "aws ecs describe-clusters --include EVERYTHING"},
	{"ClusterNotFoundException", "aws ecs update-cluster --cluster prd --settings name=containerInsights"}, // the cluster before the setting
	{"InvalidParameterException", "aws ecs update-cluster --cluster prod --settings value=enabled"},
	{"InvalidParameterException", "aws ecs update-cluster-settings --cluster prod --settings '[]'"},
	{"ClusterNotFoundException", "aws ecs update-cluster-settings --cluster gone-for-good --settings name=containerInsights,value=enabled"},
	{"ClusterNotFoundException", "aws ecs delete-cluster --cluster prd"},
	{"ClusterNotFoundException", "aws ecs delete-cluster --cluster gone-for-good"},
	{"ClusterContainsContainerInstancesException", "aws ecs delete-cluster --cluster prod"}, // the instances before the services
	{"ClientException", newTask + `--container-definitions '[]'`},
	{"ClientException", newTask + `--container-definitions '[{"name":"a","image":"web:1"}]'`},
	{"ClientException", newTask + `--container-definitions '[{"name":"a","image":"web:1","memory":64,"memoryReservation":65}]'`},
	{"ClientException", newTask + `--container-definitions '[{"name":"a","image":"web:1","memory":64,"essential":false}]'`},
	{"ClientException", newTask + `--cpu 64 --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`},
	{"ClientException", newTask + `--memory 64 --container-definitions '[{"name":"a","image":"web:1","memory":65}]'`},
	{"InvalidParameterException", newTask + `--network-mode carrier --container-definitions '[]'`}, // the enum before everything
	{"ClientException", newVolume + "host={}"},                                                     // no name
	{"ClientException", newVolume + "name=v name=v"},
	{"ClientException", newVolume + `'[{"name":"v","host":{},"configuredAtLaunch":true}]'`},
	{"ClientException", newVolume + "name=v,configuredAtLaunch=true name=w,configuredAtLaunch=true"},
	{"ClientException", newVolume + "name=v,s3filesVolumeConfiguration={fileSystemArn=arn:x}"},
	{"ClientException", newVolume + "name=v,fsxWindowsFileServerVolumeConfiguration={fileSystemId=fs-1,rootDirectory=x,authorizationConfig={credentialsParameter=p,domain=d}}"},
	{"ClientException", newVolume + "name=v,dockerVolumeConfiguration={driver=rexray}"},
	{"InvalidParameterException", newVolume + "name=v,dockerVolumeConfiguration={scope=world}"},
	{"ClientException", newVolume + "name=v,efsVolumeConfiguration={fileSystemId=fs-main,rootDirectory=data}"},
	{"ClientException", newVolume + "name=v,efsVolumeConfiguration={fileSystemId=fs-main,authorizationConfig={iam=ENABLED}}"},
	{"ClientException", newVolume + "name=v,efsVolumeConfiguration={fileSystemId=fs-main,authorizationConfig={accessPointId=fsap-1}}"},
	{"ClientException", newVolume + "name=v,efsVolumeConfiguration={fileSystemId=fs-main,rootDirectory=/a,transitEncryption=ENABLED,authorizationConfig={accessPointId=fsap-1}}"},
	{"ClientException", newMounts + `"mountPoints":[{"sourceVolume":"w","containerPath":"/data"}]}]'`},
	{"ClientException", newMounts + `"mountPoints":[{"sourceVolume":"v","containerPath":"data"}]}]'`},
	{"ClientException", newMounts + `"mountPoints":[{"sourceVolume":"v","containerPath":"/"}]}]'`},
	{"ClientException", newMounts + `"mountPoints":[{"sourceVolume":"v","containerPath":"/data"},{"sourceVolume":"v","containerPath":"/data/"}]}]'`},
	{"ClientException", newMounts + `"volumesFrom":[{"sourceContainer":"a"}]}]'`},
	{"ClientException", "aws ecs describe-task-definition --task-definition web:9"},
	{"InvalidParameterException", "aws ecs describe-task-definition --task-definition web --include WORDS"},
	{"ClientException", "aws ecs deregister-task-definition --task-definition web"},        // no revision
	{"ClientException", "aws ecs deregister-task-definition --task-definition web:latest"}, // no number
	{"ClientException", "aws ecs deregister-task-definition --task-definition web:9"},
	{"ClientException", "aws ecs delete-task-definitions --task-definitions web:9 web"},
	{"InvalidParameterException", "aws ecs delete-task-definitions --task-definitions '[]'"},
	{"InvalidParameterException", "aws ecs delete-task-definitions --task-definitions a:1 a:2 a:3 a:4 a:5 a:6 a:7 a:8 a:9 a:10 a:11"},
	{"InvalidParameterException", "aws ecs list-task-definitions --max-results 101"},
	{"InvalidParameterException", "aws ecs list-task-definition-families --max-results 0"},
	{"InvalidParameterException", "aws ecs list-task-definition-families --next-token nonsense"},
	{"InvalidParameterException", "aws ecs list-task-definition-families --status GONE"},
	{"InvalidParameterException", "aws ecs list-task-definitions --status GONE"},
	{"ClusterNotFoundException", "aws ecs create-service --cluster prd --service-name ' ' --task-definition web --desired-count 1"}, // the cluster before the name
	{"InvalidParameterException", newService + "--task-definition web --desired-count -1"},
	{"InvalidParameterException", newService + "--task-definition web"},
	{"InvalidParameterException", newService + "--task-definition gone --desired-count -1"}, // the count before the definition
	{"ClientException", newService + "--task-definition gone --desired-count 1"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --deployment-configuration minimumHealthyPercent=101"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --deployment-configuration maximumPercent=99"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --load-balancers targetGroupArn=spare-tg,containerName=web,containerPort=8080"}, // no listener
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --load-balancers targetGroupArn=web-tg,containerName=wbe,containerPort=8080"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=80"},
	{"InvalidParameterException", "aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 4"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=random type=random type=random type=random type=random type=random"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=binpack,field=disk"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=binpack"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=spread"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=spread,field=attribute:"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy type=stack,field=cpu"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-strategy field=cpu"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-constraints type=distinctInstance,expression=x"},
	{"InvalidParameterException", newService + `--task-definition web --desired-count 1 --placement-constraints '[{"type":"distinctInstance","expression":""}]'`},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-constraints type=memberOf"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-constraints type=memberOf,expression='stack == prod'"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-constraints expression=x"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --placement-constraints " + strings.Repeat("type=distinctInstance ", 11)},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --launch-type FARGATE --placement-strategy type=random"},
	{"InvalidParameterException", newService + "--task-definition web --scheduling-strategy DAEMON --placement-strategy type=random"},
	{"InvalidParameterException", newService + "--task-definition web --scheduling-strategy DAEMON --desired-count 0"}, // even 0
	{"InvalidParameterException", newService + "--task-definition web --scheduling-strategy DAEMON --deployment-configuration maximumPercent=101"},
	{"InvalidParameterException", newService + "--task-definition web --scheduling-strategy DAEMON --launch-type FARGATE"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --platform-version LATEST"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service watch --desired-count 1"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service watch --placement-strategy type=random"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service watch --deployment-configuration maximumPercent=200"},
	{"InvalidParameterException", "aws ecs list-services --cluster prod --scheduling-strategy SOME"},
	{"ClientException", newTask + `--placement-constraints type=distinctInstance --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`},
	{"ClientException", newTask + `--placement-constraints type=memberOf,expression='attribute:x ~ y' --container-definitions '[{"name":"a","image":"web:1","memory":64}]'`},
	{"ServiceNotFoundException", "aws ecs update-service --cluster prod --service nothing --placement-strategy type=binpack,field=disk"}, // the service before the strategy
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --placement-strategy type=binpack,field=disk"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --placement-constraints type=memberOf,expression='('"},
	{"ClusterNotFoundException", "aws ecs put-attributes --attributes name=ecs.x,targetType=container-instance,targetId={ci}"}, // the cluster before the name
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes '[]'"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=ecs.x,targetType=container-instance,targetId={ci}"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=a+b,targetType=container-instance,targetId={ci}"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=a,value=b+c,targetType=container-instance,targetId={ci}"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=a,targetId={ci}"}, // a short id without its type
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=a"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes name=a,targetType=planet,targetId={ci}"},
	{"TargetNotFoundException", "aws ecs put-attributes --cluster prod --attributes name=a,targetType=container-instance,targetId=0123"},
	{"InvalidParameterException", "aws ecs put-attributes --cluster prod --attributes" + strings.Repeat(" name=a,targetType=container-instance,targetId={ci}", 11)},
	{"AttributeLimitExceededException", "aws ecs put-attributes --cluster prod --attributes name=one,targetType=container-instance,targetId={ci} name=more,targetType=container-instance,targetId={ci}"}, // it has nine
	{"InvalidParameterException", "aws ecs delete-attributes --cluster prod --attributes name=a,value=b,targetType=container-instance,targetId={ci}"},
	{"TargetNotFoundException", "aws ecs delete-attributes --cluster prod --attributes name=a,targetType=container-instance,targetId=0123"},
	{"ClusterNotFoundException", "aws ecs delete-attributes --attributes name=a"},
	{"ClusterNotFoundException", "aws ecs list-attributes --target-type container-instance"},
	{"InvalidParameterException", "aws ecs list-attributes --cluster prod --target-type planet"},
	{"InvalidParameterException", "aws ecs list-attributes --cluster prod --target-type container-instance --attribute-value x"},
	{"InvalidParameterException", "aws ecs list-container-instances --cluster prod --filter nonsense"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service nothing --desired-count -1"}, // the count before the service
	{"ServiceNotFoundException", "aws ecs update-service --cluster prod --service nothing --desired-count 1"},
	{"ClientException", "aws ecs update-service --cluster prod --service web --task-definition gone"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --deployment-configuration minimumHealthyPercent=101"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --health-check-grace-period-seconds -1"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --volume-configurations name=v,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"}, // the definition has none
	{"ClusterNotFoundException", "aws ecs update-service --service web --desired-count 1"},
	{"InvalidParameterException", "aws ecs delete-service --cluster prod --service web"},
	{"ServiceNotFoundException", "aws ecs delete-service --cluster prod --service nothing"},
	{"ClusterNotFoundException", "aws ecs describe-services --services web"},
	{"InvalidParameterException", "aws ecs describe-services --cluster prod --services '[]'"},
	{"ClusterNotFoundException", "aws ecs list-services --cluster prd"},
	{"ServiceNotFoundException", "aws ecs list-tasks --cluster prod --service-name nothing"},
	{"InvalidParameterException", "aws ecs list-tasks --cluster prod --container-instance 0123"},
	{"ClusterNotFoundException", "aws ecs describe-tasks --tasks {task}"},
	{"InvalidParameterException", "aws ecs list-tasks --cluster prod --started-by x --family web"},
	{"InvalidParameterException", "aws ecs list-tasks --cluster prod --launch-type MOON"},
	{"InvalidParameterException", "aws ecs describe-tasks --cluster prod --tasks" + strings.Repeat(" 0123", 101)},
	{"InvalidParameterException", "aws ecs stop-task --cluster prod --task {task} --reason " + strings.Repeat("x", 256)},
	{"ClusterNotFoundException", "aws ecs run-task --task-definition gone --count 0"}, // the cluster before the count
	{"InvalidParameterException", runTask + "gone --count 0"},                         // the count before the definition
	{"InvalidParameterException", runTask + "web --count 11"},
	{"ClientException", runTask + "gone"},
	{"InvalidParameterException", runTask + "web --started-by " + strings.Repeat("x", 129)},
	{"InvalidParameterException", runTask + "web --started-by 'a b'"},
	{"InvalidParameterException", runTask + "web --group " + strings.Repeat("x", 256)},
	{"InvalidParameterException", runTask + "web --group service:web"},
	{"InvalidParameterException", runTask + "web --client-token " + strings.Repeat("x", 65)},
	{"InvalidParameterException", runTask + "web --launch-type FARGATE"},
	{"InvalidParameterException", runTask + "web --launch-type EXTERNAL"},
	{"InvalidParameterException", runTask + "windows --launch-type FARGATE" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", "aws ecs describe-capacity-providers --capacity-providers" + strings.Repeat(" FARGATE", 101)},
	{"ClientException", "aws ecs create-capacity-provider --name fargate-mine --auto-scaling-group-provider autoScalingGroupArn=arn:aws:autoscaling:x"},
	{"ClientException", "aws ecs create-capacity-provider --name 'a b' --auto-scaling-group-provider autoScalingGroupArn=arn:aws:autoscaling:x"},
	{"ClientException", "aws ecs create-capacity-provider --name mine"},
	{"ClientException", "aws ecs create-capacity-provider --name mine --auto-scaling-group-provider autoScalingGroupArn=group"},
	{"InvalidParameterException", "aws ecs create-capacity-provider --name mine --auto-scaling-group-provider autoScalingGroupArn=arn:aws:autoscaling:x"}, // not simulated yet
	{"ClientException", "aws ecs update-capacity-provider --name FARGATE"},
	{"ClientException", "aws ecs update-capacity-provider --name mine"},
	{"ClientException", "aws ecs delete-capacity-provider --capacity-provider FARGATE_SPOT"},
	{"ClusterNotFoundException", "aws ecs put-cluster-capacity-providers --cluster gone --capacity-providers mine --default-capacity-provider-strategy '[]'"}, // the cluster before the providers
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers mine --default-capacity-provider-strategy '[]'"},
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE_SPOT"},
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE capacityProvider=FARGATE_SPOT"}, // no weight
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE FARGATE_SPOT --default-capacity-provider-strategy capacityProvider=FARGATE,base=1,weight=1 capacityProvider=FARGATE_SPOT,base=1"},
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1001"},
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE,base=100001,weight=1"},
	{"InvalidParameterException", "aws ecs put-cluster-capacity-providers --cluster prod --capacity-providers FARGATE --default-capacity-provider-strategy capacityProvider=FARGATE,weight=1 capacityProvider=FARGATE,weight=1"},
	{"InvalidParameterException", runTask + "nic --capacity-provider-strategy capacityProvider=FARGATE" + in + "{subnets=[subnet-a]}"}, // not of the cluster
	{"InvalidParameterException", runTask + "nic --launch-type FARGATE --capacity-provider-strategy capacityProvider=FARGATE" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", "aws ecs create-cluster --cluster-name new --capacity-providers mine"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --capacity-provider-strategy '[]'"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --capacity-provider-strategy capacityProvider=FARGATE"},
	{"ClusterNotFoundException", `drydock ReclaimSpot {}`},
	{"InvalidParameterException", runTask + "nic"}, // no network configuration
	{"InvalidParameterException", runTask + "web" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-0]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a,subnet-a]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[" + strings.Repeat("subnet-a,", 16) + "subnet-b]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a],securityGroups=[sg-0]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a],securityGroups=[sg-other]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a],securityGroups=[" + strings.Repeat("sg-web,", 5) + "sg-web]}"},
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a],assignPublicIp=ENABLED}"}, // on EC2
	{"InvalidParameterException", runTask + "nic" + in + "{subnets=[subnet-a],assignPublicIp=MAYBE}"},
	{"PlatformUnknownException", runTask + "nic --launch-type FARGATE --platform-version 1.5.0" + in + "{subnets=[subnet-a]}"},
	{"PlatformTaskDefinitionIncompatibilityException", runTask + "large --launch-type FARGATE --platform-version 1.3.0" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", runTask + "nic --launch-type FARGATE"},
	{"InvalidParameterException", startTask + "nic --container-instances {ci}"},
	{"InvalidParameterException", newService + "--task-definition nic --desired-count 1"},
	{"InvalidParameterException", newService + "--task-definition nic --desired-count 1 --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --load-balancers targetGroupArn=ip-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", newService + "--task-definition nic --scheduling-strategy DAEMON --launch-type FARGATE" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --platform-version 1.4.0"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web" + in + "{subnets=[subnet-a]}"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --task-definition nic" + in + "{subnets=[subnet-a]}"}, // its target group is of instances
	{"InvalidParameterException", runTask + "web --launch-type FARGATE --placement-strategy type=random"},
	{"InvalidParameterException", runTask + "web --launch-type FARGATE --placement-constraints type=distinctInstance"},
	{"InvalidParameterException", runTask + "web --launch-type MOON"},
	{"InvalidParameterException", runTask + "web --platform-version 1.4.0"},
	{"InvalidParameterException", runTask + "web --placement-strategy type=binpack,field=disk"},
	{"InvalidParameterException", runTask + "web --placement-constraints type=memberOf,expression='('"},
	{"InvalidParameterException", runTask + "web --overrides containerOverrides=[{name=wbe,cpu=1}]"},
	{"InvalidParameterException", runTask + "web --overrides containerOverrides=[{cpu=1}]"},
	{"InvalidParameterException", runTask + "web --overrides containerOverrides=[{name=web,cpu=-1}]"},
	{"InvalidParameterException", runTask + "web --overrides containerOverrides=[{name=web,memory=1}]"},
	{"InvalidParameterException", runTask + "web --overrides cpu=some"},
	{"InvalidParameterException", runTask + "web --overrides memory=100"}, // less than the container's
	{"InvalidParameterException", runTask + "web --volume-configurations name=v,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"},
	{"ClusterNotFoundException", "aws ecs start-task --task-definition web --container-instances 0123"},
	{"InvalidParameterException", startTask + "gone --container-instances '[]'"}, // the instances before the definition
	{"InvalidParameterException", startTask + "web --container-instances" + strings.Repeat(" 0123", 11)},
	{"ClientException", startTask + "gone --container-instances 0123"},
	{"InvalidParameterException", startTask + "web --container-instances {ci} --started-by " + strings.Repeat("x", 37)},
	{"InvalidParameterException", startTask + "web --container-instances {ci} --overrides containerOverrides=[{name=wbe}]"},
	{"ClusterNotFoundException", "aws ecs stop-task --task 0123"}, // the cluster before the task
	{"InvalidParameterException", "aws ecs stop-task --cluster prod --task 0123"},
	{"InvalidParameterException", "aws ecs create-cluster --cluster-name new --tags key=AWS:a,value=b"},
	{"InvalidParameterException", "aws ecs create-cluster --cluster-name new --tags key=a,value=aws:b"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --tags key=a,value=b key=a,value=c"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --propagate-tags CLUSTER"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --propagate-tags CLUSTER"},
	{"InvalidParameterException", runTask + "web --propagate-tags SERVICE"},
	{"InvalidParameterException", runTask + "web --tags key=" + strings.Repeat("x", 129)},
	{"InvalidParameterException", startTask + "web --container-instances {ci} --propagate-tags SERVICE"},
	{"InvalidParameterException", startTask + "web --container-instances {ci} --tags value=" + strings.Repeat("x", 257) + ",key=a"},
	{"InvalidParameterException", "aws ecs describe-services --cluster prod --services web --include EVENTS"},
	{"InvalidParameterException", "aws ecs describe-tasks --cluster prod --tasks {task} --include EVENTS"},
	{"InvalidParameterException", "aws ecs tag-resource --tags key=aws:a,value=b --resource-arn " + ecsARN + "cluster/nothing"}, // the tags before the resource
	{"InvalidParameterException", "aws ecs tag-resource --tags '[]' --resource-arn " + ecsARN + "cluster/prod"},
	{"InvalidParameterException", tagIt + "prod"},
	{"InvalidParameterException", tagIt + ecsARN + "planet/earth"},
	{"InvalidParameterException", tagIt + ecsARN + "capacity-provider/spot"},
	{"InvalidParameterException", tagIt + ecsARN + "service/web"},           // the short form
	{"InvalidParameterException", tagIt + ecsARN + "cluster/gone-for-good"}, // INACTIVE
	{"ResourceNotFoundException", tagIt + ecsARN + "cluster/nothing"},
	{"ResourceNotFoundException", tagIt + "arn:aws:ecs:us-east-1:123456789012:cluster/prod"},
	{"ResourceNotFoundException", tagIt + ecsARN + "service/prod/nothing"},
	{"ResourceNotFoundException", tagIt + ecsARN + "task/prod/0123"},
	{"ResourceNotFoundException", tagIt + ecsARN + "task-definition/web:9"},
	{"ClusterNotFoundException", tagIt + ecsARN + "container-instance/prd/0123"},
	{"InvalidParameterException", "aws ecs untag-resource --tag-keys '[]' --resource-arn " + ecsARN + "cluster/prod"},
	{"InvalidParameterException", "aws ecs untag-resource --tag-keys a aws:ecs:clusterName --resource-arn " + ecsARN + "cluster/prod"},
	{"ResourceNotFoundException", "aws ecs untag-resource --tag-keys a --resource-arn " + ecsARN + "task/prod/0123"},
	{"ClusterNotFoundException", "aws ecs list-tags-for-resource --resource-arn " + ecsARN + "task/prd/0123"},
	{"InvalidParameterException", "aws ecs list-tags-for-resource --resource-arn " + ecsARN + "task/prod/0123"}, // it has no ResourceNotFoundException
	{"NamespaceNotFoundException", "aws ecs list-services-by-namespace --namespace shop"},
	{"NamespaceNotFoundException", "aws ecs list-services-by-namespace --namespace arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-0123"},
	{"InvalidParameterException", "aws ecs list-services-by-namespace --namespace shop --max-results 101"},
	{"InvalidParameterException", "aws ecs list-services-by-namespace --namespace shop --next-token x"},
	{"InvalidParameterException", "aws ecs list-services-by-namespace --namespace ''"},
	{"InvalidParameterException", newService + "--task-definition web --desired-count 1 --enable-execute-command"}, // the definition has no task role
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service web --enable-execute-command"},
	{"InvalidParameterException", runTask + "web --enable-execute-command"},
	{"ClientException", runTask + "web --enable-execute-command --overrides taskRoleArn='no role'"},
	{"InvalidParameterException", startTask + "web --enable-execute-command --container-instances {ci}"},
	{"ClusterNotFoundException", execIt + "{task} --cluster prd --no-interactive"}, // the cluster before the mode
	{"InvalidParameterException", execIt + "0123 --cluster prod --no-interactive"},
	{"InvalidParameterException", "aws ecs execute-command --cluster prod --task {task} --interactive --command ''"},
	{"InvalidParameterException", execIt + "0123 --cluster prod --interactive"},
	{"InvalidParameterException", execIt + "{task} --cluster prod --interactive --container wbe"},
	{"InvalidParameterException", execIt + "{task} --cluster prod --interactive"}, // exec is off
	{"InvalidParameterException", putSetting + "awsvpcTrunkings --value enabled"},
	{"InvalidParameterException", putSetting + "awsvpcTrunking --value ENABLED"},
	{"InvalidParameterException", putSetting + "awsvpcTrunking --value enhanced"},
	{"InvalidParameterException", putSetting + "taskLongArnFormat --value disabled"}, // since 2021
	{"InvalidParameterException", putSetting + "guardDutyActivate --value on"},
	{"InvalidParameterException", putSetting + "awsvpcTrunking --value ENABLED --principal-arn me"}, // the principal before the value
	{"AccessDeniedException", putSetting + "awsvpcTrunking --value ENABLED --principal-arn arn:aws:iam::123456789012:root"},
	{"AccessDeniedException", putSetting + "awsvpcTrunking --value enabled --principal-arn arn:aws:iam::123456789012:role/ecsInstanceRole"},
	{"InvalidParameterException", putSetting + "fargateTaskRetirementWaitPeriod --value 8"}, // the value before the principal
	{"AccessDeniedException", putSetting + "fargateTaskRetirementWaitPeriod --value 14"},
	{"InvalidParameterException", "aws ecs put-account-setting-default --name defaultLogDriverMode --value async"},
	{"InvalidParameterException", "aws ecs put-account-setting-default --name serviceLongArnFormat --value disabled"},
	{"InvalidParameterException", "aws ecs list-account-settings --value enabled"},
	{"InvalidParameterException", "aws ecs list-account-settings --max-results 11"},
	{"InvalidParameterException", "aws ecs list-account-settings --next-token x"},
	{"AccessDeniedException", "aws ecs list-account-settings --principal-arn arn:aws:iam::123456789012:user/somebody"},
	{"InvalidParameterException", "aws ecs delete-account-setting --name everything"},
	{"AccessDeniedException", "aws ecs delete-account-setting --name awsvpcTrunking --principal-arn arn:aws:iam::123456789012:root"},
	{"ClusterNotFoundException", protect + "prd --tasks {task} --protection-enabled --expires-in-minutes 0"}, // the cluster before the minutes
	{"InvalidParameterException", protect + "prod --tasks '[]' --protection-enabled"},
	{"InvalidParameterException", protect + "prod --protection-enabled --tasks" + strings.Repeat(" {task}", 11)},
	{"InvalidParameterException", protect + "prod --tasks {task} --protection-enabled --expires-in-minutes 0"},
	{"InvalidParameterException", protect + "prod --tasks {task} --protection-enabled --expires-in-minutes 2881"},
	{"InvalidParameterException", protect + "prod --tasks {task} --no-protection-enabled --expires-in-minutes 0"},
	{"ClusterNotFoundException", "aws ecs get-task-protection --cluster prd --tasks {task}"},
	{"InvalidParameterException", "aws ecs get-task-protection --cluster prod --tasks" + strings.Repeat(" {task}", 101)},
	{"ClusterNotFoundException", "aws ecs list-container-instances"},
	{"InvalidParameterException", "aws ecs list-container-instances --cluster prod --status LOST"},
	{"InvalidParameterException", "aws ecs describe-container-instances --cluster prod --container-instances '[]'"},
	{"InvalidParameterException", "aws ecs describe-container-instances --cluster prod --container-instances" + strings.Repeat(" {ci}", 101)},
	{"ClusterNotFoundException", "aws ecs describe-container-instances --cluster gone-for-good --container-instances {ci}"},
	{"ClusterNotFoundException", "aws ecs update-container-instances-state --container-instances '[]' --status ACTIVE"}, // the cluster before the list
	{"InvalidParameterException", "aws ecs update-container-instances-state --cluster prod --container-instances '[]' --status ACTIVE"},
	{"InvalidParameterException", "aws ecs update-container-instances-state --cluster prod --container-instances" + strings.Repeat(" {ci}", 11) + " --status DRAINING"},
	{"InvalidParameterException", "aws ecs update-container-instances-state --cluster prod --container-instances {ci} --status DEREGISTERING"},
	{"InvalidParameterException", "aws ecs update-container-instances-state --cluster prod --container-instances {ci} --status INACTIVE"}, // no value of the enum
	{"InvalidParameterException", "aws ecs deregister-container-instance --cluster prod --container-instance {ci}"},                       // it has tasks
	{"InvalidParameterException", "aws ecs deregister-container-instance --cluster prod --container-instance 0123 --force"},
	{"ClusterNotFoundException", "aws ecs deregister-container-instance --container-instance {ci} --force"},
	{"NoUpdateAvailableException", "aws ecs update-container-agent --cluster prod --container-instance {ci}"},
	{"InvalidParameterException", "aws ecs update-container-agent --cluster prod --container-instance 0123"},

	{"ServiceNotFoundException", "aws ecs list-service-deployments --cluster prod --service nothing --max-results 101"}, // the service before the page
	{"ClusterNotFoundException", "aws ecs list-service-deployments --service web"},
	{"InvalidParameterException", "aws ecs list-service-deployments --cluster prod --service web --max-results 101"},
	{"InvalidParameterException", "aws ecs list-service-deployments --cluster prod --service web --next-token nonsense"},
	{"InvalidParameterException", "aws ecs list-service-deployments --cluster prod --service web --status DONE"},
	{"InvalidParameterException", "aws ecs describe-service-deployments --service-deployment-arns []"},
	{"InvalidParameterException", "aws ecs describe-service-deployments --service-deployment-arns" + strings.Repeat(" {sd}", 21)},
	{"InvalidParameterException", "aws ecs describe-service-revisions --service-revision-arns []"},
	{"InvalidParameterException", "aws ecs describe-service-revisions --service-revision-arns" + strings.Repeat(" {sr}", 21)},
	{"ServiceDeploymentNotFoundException", "aws ecs stop-service-deployment --service-deployment-arn arn:x"},
	{"InvalidParameterException", "aws ecs stop-service-deployment --service-deployment-arn arn:x --stop-type ABORT"}, // the type before the deployment
	{"InvalidParameterException", "aws ecs stop-service-deployment --service-deployment-arn {done} --stop-type PAUSE"},
	{"ConflictException", "aws ecs stop-service-deployment --service-deployment-arn {done}"}, // it was completed

	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --task-definition web"},
	{"InvalidParameterException", newService + "--deployment-controller type=EXTERNAL"}, // no desired count
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --launch-type EC2"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --platform-version LATEST"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --volume-configurations name=v,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --deployment-configuration maximumPercent=150"},
	{"InvalidParameterException", newService + "--deployment-controller type=EXTERNAL --scheduling-strategy DAEMON"},
	{"InvalidParameterException", newService + "--desired-count -1 --deployment-controller type=EXTERNAL"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --health-check-grace-period-seconds -1"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --placement-constraints type=distinctInstance,expression=x"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=EXTERNAL --placement-strategy type=spread,field=cpu"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=JENKINS"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=CODE_DEPLOY"},                                  // no definition
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=CODE_DEPLOY --task-definition web"},            // no load balancer
	{"InvalidParameterException", newService + "--deployment-controller type=CODE_DEPLOY --task-definition web --scheduling-strategy DAEMON"}, // before the load balancer
	{"InvalidParameterException", newService + codeDeploy + "--desired-count 1 --deployment-configuration minimumHealthyPercent=50"},
	{"InvalidParameterException", newService + codeDeploy + "--desired-count 1 --volume-configurations name=v,managedEBSVolume={roleArn=ecsInfrastructureRole,sizeInGiB=1}"},
	{"InvalidParameterException", newService + "--desired-count 1 --deployment-controller type=CODE_DEPLOY --task-definition web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080 targetGroupArn=web-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --task-definition web"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --force-new-deployment"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --deployment-configuration maximumPercent=200"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --volume-configurations []"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --health-check-grace-period-seconds -1"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --placement-constraints type=distinctInstance,expression=x"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service own --placement-strategy type=spread,field=cpu"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service deploys --task-definition web"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service deploys --force-new-deployment"},
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service deploys --deployment-configuration maximumPercent=150"},
	{"InvalidParameterException", "aws ecs create-service --cluster prod --service-name own --desired-count 3 --deployment-controller type=EXTERNAL"},
	{"InvalidParameterException", "aws ecs delete-service --cluster prod --service own"}, // scaled above 0

	{"ClusterNotFoundException", "aws ecs create-task-set --cluster nowhere --service nothing --task-definition web"},
	{"ServiceNotFoundException", "aws ecs create-task-set --cluster prod --service nothing --task-definition nothing"},
	{"ServiceNotActiveException", "aws ecs create-task-set --cluster prod --service ended --task-definition web"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service web --task-definition web"},     // ECS deploys it
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service deploys --task-definition web"}, // CodeDeploy does
	{"ClientException", "aws ecs create-task-set --cluster prod --service own --task-definition nothing"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --scale value=100.5"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --scale value=-1"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --scale value=1,unit=TASKS"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --launch-type FARGATE"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --platform-version LATEST"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=81"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --load-balancers targetGroupArn=web-tg,containerName=web,containerPort=8080 targetGroupArn=web-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --client-token one --scale value=1"}, // used with another scale
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition web --client-token " + strings.Repeat("t", 37)},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service full --task-definition web"}, // it has five
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition disk"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service own --task-definition fargate"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service apart --task-definition picky"},                       // eleven constraints in all
	{"InvalidParameterException", "aws ecs update-service --cluster prod --service spread --placement-constraints type=distinctInstance"}, // its task set has ten
	{"ServiceNotFoundException", "aws ecs describe-task-sets --cluster prod --service nothing"},
	{"ServiceNotActiveException", "aws ecs describe-task-sets --cluster prod --service ended"},
	{"InvalidParameterException", "aws ecs describe-task-sets --cluster prod --service web"},
	{"TaskSetNotFoundException", "aws ecs update-task-set --cluster prod --service own --task-set ecs-svc/1 --scale value=101"}, // the set before the scale
	{"InvalidParameterException", "aws ecs update-task-set --cluster prod --service own --task-set {active} --scale value=101"},
	{"InvalidParameterException", "aws ecs update-task-set --cluster prod --service own --task-set {active} --scale unit=PERCENT"},
	{"InvalidParameterException", "aws ecs update-task-set --cluster prod --service own --task-set {draining} --scale value=1"},
	{"ServiceNotActiveException", "aws ecs update-task-set --cluster prod --service ended --task-set ecs-svc/1 --scale value=1"},
	{"TaskSetNotFoundException", "aws ecs delete-task-set --cluster prod --service own --task-set ecs-svc/1"},
	{"InvalidParameterException", "aws ecs delete-task-set --cluster prod --service own --task-set {active}"}, // not at zero
	{"InvalidParameterException", "aws ecs delete-task-set --cluster prod --service own --task-set {primary}"},
	{"ServiceNotFoundException", "aws ecs delete-task-set --cluster prod --service nothing --task-set ecs-svc/1"},
	{"TaskSetNotFoundException", "aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set ecs-svc/1"},
	{"InvalidParameterException", "aws ecs update-service-primary-task-set --cluster prod --service own --primary-task-set {draining}"},
	{"ServiceNotActiveException", "aws ecs update-service-primary-task-set --cluster prod --service ended --primary-task-set ecs-svc/1"},

	{"ListenerNotFound", "aws elbv2 modify-listener --listener-arn arn:x --port 82"},
	{"DuplicateListener", "aws elbv2 modify-listener --listener-arn http --port 81"},
	{"ValidationError", "aws elbv2 modify-listener --listener-arn http --protocol HTTPS"},
	{"TargetGroupNotFound", "aws elbv2 modify-listener --listener-arn http --default-actions Type=forward,TargetGroupArn=arn:x"},
	{"ListenerNotFound", "aws elbv2 delete-listener --listener-arn arn:x"},
	{"ResourceInUse", "aws elbv2 delete-target-group --target-group-arn web-tg"},
	{"TargetGroupNotFound", "aws elbv2 delete-target-group --target-group-arn arn:x"},
	{"DuplicateTargetGroupName", "aws elbv2 create-target-group --name web --port 80 --protocol HTTP --vpc-id vpc-main"},
	{"ValidationError", "aws elbv2 create-target-group --name=-new --port 80 --protocol HTTP --vpc-id vpc-0"},
	{"ValidationError", newTG + "--vpc-id vpc-0"},
	{"ValidationError", newTG + "--vpc-id vpc-main --health-check-timeout-seconds 30"},
	{"TargetGroupNotFound", "aws elbv2 modify-target-group --target-group-arn arn:x --health-check-path x"}, // the group before the path
	{"ValidationError", "aws elbv2 modify-target-group --target-group-arn web-tg --health-check-path x"},
	{"ValidationError", "aws elbv2 modify-target-group --target-group-arn web-tg --matcher HttpCode=99"},
	{"TargetGroupNotFound", "aws elbv2 describe-target-groups --names nothing"},
	{"ValidationError", "aws elbv2 describe-target-group-attributes --target-group-arn nothing"},
	{"ValidationError", "aws elbv2 modify-target-group-attributes --target-group-arn web-tg --attributes Key=deregistration_delay.timeout_seconds,Value=3601"},
	{"DuplicateLoadBalancerName", "aws elbv2 create-load-balancer --name alb --subnets subnet-0 subnet-1"}, // the name before the subnets
	{"SubnetNotFound", "aws elbv2 create-load-balancer --name new --subnets subnet-a subnet-0"},
	{"ValidationError", "aws elbv2 create-load-balancer --name new --subnets subnet-a"},
	{"InvalidSecurityGroup", "aws elbv2 create-load-balancer --name new --subnets subnet-a subnet-b --security-groups sg-0"},
	{"LoadBalancerNotFound", "aws elbv2 describe-load-balancers --names nothing"},
	{"LoadBalancerNotFound", "aws elbv2 set-security-groups --load-balancer-arn arn:x --security-groups sg-0"},
	{"InvalidSecurityGroup", "aws elbv2 set-security-groups --load-balancer-arn alb --security-groups sg-0"},
	{"InvalidConfigurationRequest", "aws elbv2 set-security-groups --load-balancer-arn alb --security-groups sg-other"},
	{"DuplicateListener", "aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=spare-tg"},
	{"InvalidConfigurationRequest", "aws elbv2 create-listener --load-balancer-arn alb --protocol HTTP --port 80 --default-actions Type=forward,TargetGroupArn=other-tg"}, // the VPC before the port
	{"ValidationError", "aws elbv2 describe-listeners"},
	{"ListenerNotFound", "aws elbv2 describe-listeners --listener-arns arn:x"},
	{"TargetGroupNotFound", "aws elbv2 register-targets --target-group-arn arn:x --targets Id=i-0"}, // the group before the target
	{"InvalidTarget", "aws elbv2 register-targets --target-group-arn web-tg --targets Id=i-0"},
	{"ValidationError", newTG + "--vpc-id vpc-main --target-type lambda"},
	{"ValidationError", "aws elbv2 register-targets --target-group-arn ip-tg --targets Id=a"},
	{"ValidationError", "aws elbv2 register-targets --target-group-arn ip-tg --targets Id=10.9.0.1"},
	{"InvalidTarget", "aws elbv2 register-targets --target-group-arn web-tg --targets Id=c"},
	{"InvalidTarget", "aws elbv2 register-targets --target-group-arn other-tg --targets Id=a"},
	{"TargetGroupNotFound", "aws elbv2 deregister-targets --target-group-arn arn:x --targets Id=a"},
	{"TargetGroupNotFound", "aws elbv2 describe-target-health --target-group-arn arn:x"},

	// Classic Load Balancers.
	{"ValidationError", "aws elb create-load-balancer --load-balancer-name=-x --subnets subnet-a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80"},
	{"ValidationError", newCLB + "--availability-zones eu-west-1a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80"},
	{"InvalidScheme", newCLB + "--scheme public --subnets subnet-a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80"},
	{"UnsupportedProtocol", newCLB + "--subnets subnet-a --listeners Protocol=UDP,LoadBalancerPort=80,InstancePort=80"},
	{"ValidationError", newCLB + "--subnets subnet-a --listeners Protocol=HTTP,LoadBalancerPort=80,InstanceProtocol=TCP,InstancePort=80"},
	{"ValidationError", newCLB + "--subnets subnet-a --listeners Protocol=HTTP,LoadBalancerPort=0,InstancePort=80"},
	{"CertificateNotFound", newCLB + "--subnets subnet-a --listeners Protocol=SSL,LoadBalancerPort=443,InstancePort=80"},
	{"ValidationError", newCLB + "--subnets subnet-a --listeners Protocol=TCP,LoadBalancerPort=443,InstancePort=80,SSLCertificateId=" + certificate},
	{"DuplicateLoadBalancerName", "aws elb create-load-balancer --load-balancer-name clb --subnets subnet-a --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80"},
	{"LoadBalancerNotFound", "aws elb create-load-balancer-listeners --load-balancer-name x --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=80"},
	{"DuplicateListener", "aws elb create-load-balancer-listeners --load-balancer-name clb --listeners Protocol=HTTP,LoadBalancerPort=80,InstancePort=81"},
	{"LoadBalancerNotFound", "aws elb delete-load-balancer-listeners --load-balancer-name x --load-balancer-ports 80"},
	{"LoadBalancerNotFound", "aws elb describe-load-balancers --load-balancer-names x"},
	{"LoadBalancerNotFound", "aws elb describe-load-balancers --load-balancer-names alb"}, // not of this kind
	{"LoadBalancerNotFound", "aws elbv2 describe-load-balancers --names clb"},
	{"InvalidSecurityGroup", "aws elb apply-security-groups-to-load-balancer --load-balancer-name clb --security-groups sg-0"},
	{"ValidationError", checkCLB + "Target=TCP,Interval=30,Timeout=5,UnhealthyThreshold=2,HealthyThreshold=2"},
	{"ValidationError", checkCLB + "Target=HTTP:80,Interval=30,Timeout=5,UnhealthyThreshold=2,HealthyThreshold=2"},
	{"ValidationError", checkCLB + "Target=TCP:0,Interval=30,Timeout=5,UnhealthyThreshold=2,HealthyThreshold=2"},
	{"ValidationError", checkCLB + "Target=TCP:80,Interval=30,Timeout=30,UnhealthyThreshold=2,HealthyThreshold=2"},
	{"ValidationError", checkCLB + "Target=TCP:80,Interval=301,Timeout=30,UnhealthyThreshold=2,HealthyThreshold=2"},
	{"InvalidInstance", "aws elb register-instances-with-load-balancer --load-balancer-name clb --instances i-0"},
	{"InvalidInstance", "aws elb register-instances-with-load-balancer --load-balancer-name clb --instances c"}, // pending
	{"InvalidInstance", "aws elb deregister-instances-from-load-balancer --load-balancer-name clb --instances i-0"},
	{"InvalidInstance", "aws elb describe-instance-health --load-balancer-name clb --instances i-0"},
	{"InvalidParameterException", behindCLB + "fargate --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-a]} --load-balancers loadBalancerName=clb,containerName=a,containerPort=80"},
	{"InvalidParameterException", behindCLB + "nic --network-configuration awsvpcConfiguration={subnets=[subnet-a]} --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "web --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080"}, // a dynamic host port
	{"InvalidParameterException", behindCLB + "static --load-balancers loadBalancerName=nothing,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "static --load-balancers loadBalancerName=clb,containerName=web,containerPort=8081"},
	{"InvalidParameterException", behindCLB + "static --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080 targetGroupArn=web-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "static --load-balancers loadBalancerName=clb,targetGroupArn=web-tg,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "static --deployment-controller type=CODE_DEPLOY --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "static --availability-zone-rebalancing ENABLED --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080"},
	{"InvalidParameterException", "aws ecs create-task-set --cluster prod --service spread --task-definition static --load-balancers loadBalancerName=clb,containerName=web,containerPort=8080"},
	{"InvalidParameterException", behindCLB + "nic --launch-type FARGATE --platform-version 1.3.0 --network-configuration awsvpcConfiguration={subnets=[subnet-a]} --load-balancers targetGroupArn=dns-tg,containerName=web,containerPort=8080"},

	// Health checks of target groups for each kind of load balancer.
	{"ValidationError", newTG + "--vpc-id vpc-main --health-check-protocol TCP"},
	{"ValidationError", tcpTG + "--health-check-protocol UDP"},
	{"ValidationError", tcpTG + "--health-check-path /"},
	{"ValidationError", tcpTG + "--matcher HttpCode=200"},
	{"ValidationError", tcpTG + "--health-check-protocol HTTP --matcher HttpCode=600"},
	{"ValidationError", newTG + "--vpc-id vpc-main --matcher HttpCode=500"},
	{"ValidationError", tcpTG + "--health-check-interval-seconds 9"}, // less than the timeout
	{"ValidationError", strings.Replace(tcpTG, "TCP", "GENEVE", 1)},

	// Kinds of load balancers, their subnets and groups.
	{"ValidationError", "aws elbv2 create-load-balancer --name new --type gateway --subnets subnet-a"},
	{"ValidationError", "aws elbv2 create-load-balancer --name internal-x --subnets subnet-a subnet-b"},
	{"ValidationError", "aws elbv2 create-load-balancer --name new --type network"},
	{"ValidationError", "aws elbv2 create-load-balancer --name new --type network --subnets subnet-a --subnet-mappings SubnetId=subnet-b"},
	{"AllocationIdNotFound", "aws elbv2 create-load-balancer --name new --type network --subnet-mappings SubnetId=subnet-b,AllocationId=eipalloc-1"},
	{"ValidationError", "aws elbv2 create-load-balancer --name new --type network --scheme internal --subnet-mappings SubnetId=subnet-b,AllocationId=eipalloc-1"},
	{"ValidationError", "aws elbv2 create-load-balancer --name new --type network --subnet-mappings SubnetId=subnet-b,PrivateIPv4Address=10.0.1.99"}, // not internal
	{"InvalidConfigurationRequest", "aws elbv2 create-load-balancer --name new --type network --scheme internal --subnet-mappings SubnetId=subnet-b,PrivateIPv4Address=10.0.0.99"},
	{"InvalidConfigurationRequest", "aws elbv2 set-security-groups --load-balancer-arn nlb --security-groups sg-web"}, // made without one
	{"InvalidConfigurationRequest", "aws elbv2 set-subnets --load-balancer-arn nlb --subnets subnet-b"},               // without the one that it has
	{"ValidationError", "aws elbv2 set-subnets --load-balancer-arn alb --subnets subnet-a"},
	{"ValidationError", "aws elbv2 delete-load-balancer --load-balancer-arn nothing"},
	{"OperationNotPermitted", "aws elbv2 delete-load-balancer --load-balancer-arn nlb"},
	{"LoadBalancerNotFound", "aws elbv2 describe-load-balancer-attributes --load-balancer-arn arn:x"},
	{"InvalidConfigurationRequest", "aws elbv2 modify-load-balancer-attributes --load-balancer-arn alb --attributes Key=load_balancing.cross_zone.enabled,Value=false"},
	{"ValidationError", "aws elbv2 modify-load-balancer-attributes --load-balancer-arn alb --attributes Key=idle_timeout.timeout_seconds,Value=4001"},
	{"ValidationError", "aws elbv2 modify-load-balancer-attributes --load-balancer-arn nlb --attributes Key=idle_timeout.timeout_seconds,Value=60"}, // not of its kind
	{"ValidationError", "aws elbv2 modify-load-balancer-attributes --load-balancer-arn alb --attributes Key=routing.http2.enabled,Value=false"},
	{"InvalidConfigurationRequest", "aws elbv2 modify-target-group-attributes --target-group-arn udp-tg --attributes Key=preserve_client_ip.enabled,Value=false"},
	{"ValidationError", "aws elbv2 modify-target-group-attributes --target-group-arn web-tg --attributes Key=preserve_client_ip.enabled,Value=true"},
	{"ValidationError", "aws elbv2 modify-target-group-attributes --target-group-arn tcp-tg --attributes Key=preserve_client_ip.enabled,Value=yes"},
	{"ValidationError", "aws elbv2 modify-target-group-attributes --target-group-arn tcp-tg --attributes Key=load_balancing.cross_zone.enabled,Value=yes"},

	// Listeners of each kind, and what they forward to.
	{"ValidationError", newListener + "alb --protocol TCP --port 90 --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"ValidationError", newListener + "nlb --protocol HTTP --port 90 --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"ValidationError", newListener + "nlb --protocol QUIC --port 90 --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"IncompatibleProtocols", newListener + "alb --protocol HTTP --port 90 --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"IncompatibleProtocols", newListener + "nlb --protocol TCP --port 90 --default-actions Type=forward,TargetGroupArn=spare-tg"},
	{"IncompatibleProtocols", newListener + "nlb --protocol UDP --port 90 --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"InvalidLoadBalancerAction", newListener + "nlb --protocol TCP --port 90 --default-actions Type=fixed-response,FixedResponseConfig={StatusCode=404}"},
	{"TargetGroupAssociationLimit", newListener + "inner --protocol HTTP --port 90 --default-actions Type=forward,TargetGroupArn=web-tg"},
	{"ValidationError", newListener + "alb --protocol HTTPS --port 443 --default-actions Type=forward,TargetGroupArn=spare-tg"},                                   // no certificate
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --certificates CertificateArn=arn:x --default-actions Type=forward,TargetGroupArn=spare-tg"}, // one too many
	{"CertificateNotFound", newListener + "alb --protocol HTTPS --port 443 --certificates CertificateArn=arn:x --default-actions Type=forward,TargetGroupArn=spare-tg"},
	{"SSLPolicyNotFound", newListener + "alb --protocol HTTPS --port 443 --ssl-policy best --certificates CertificateArn=" + certificate + " --default-actions Type=forward,TargetGroupArn=spare-tg"},
	{"ValidationError", newListener + "nlb --protocol TLS --port 443 --alpn-policy HTTP2Only --certificates CertificateArn=" + certificate + " --default-actions Type=forward,TargetGroupArn=tcp-tg"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=authenticate-oidc"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=forward"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=redirect"},
	{"InvalidLoadBalancerAction", newListener + "alb --protocol HTTP --port 90 --default-actions Type=redirect,RedirectConfig={StatusCode=HTTP_301}"}, // to itself
	{"InvalidLoadBalancerAction", newListener + "alb --protocol HTTPS --port 443 --certificates CertificateArn=" + certificate + " --default-actions Type=redirect,RedirectConfig={StatusCode=HTTP_301,Protocol=HTTP}"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=redirect,RedirectConfig={StatusCode=HTTP_301,Port=0}"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=redirect,RedirectConfig={StatusCode=HTTP_301,Path=x}"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=fixed-response"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=fixed-response,FixedResponseConfig={StatusCode=302}"},
	{"ValidationError", newListener + "alb --protocol HTTP --port 90 --default-actions Type=fixed-response,FixedResponseConfig={StatusCode=200,ContentType=image/png}"},
	{"ValidationError", newListener + `alb --protocol HTTP --port 90 --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"web-tg","Weight":1000}]}}]'`},
	{"ValidationError", newListener + `alb --protocol HTTP --port 90 --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"web-tg"},{"TargetGroupArn":"web-tg"}]}}]'`},
	{"ValidationError", newListener + `alb --protocol HTTP --port 90 --default-actions '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"web-tg"}],"TargetGroupStickinessConfig":{"Enabled":true}}}]'`},

	// Rules.
	{"ListenerNotFound", "aws elbv2 create-rule --listener-arn arn:x --priority 5 --conditions Field=path-pattern,Values=/x " + answer404},
	{"UnsupportedProtocol", "aws elbv2 create-rule --listener-arn tcp --priority 5 --conditions Field=path-pattern,Values=/x " + answer404},
	{"PriorityInUse", newRule + "10 --conditions Field=path-pattern,Values=/x " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=source-ip " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path-pattern " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path-pattern,Values=/a,/b " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path-pattern,PathPatternConfig={Values=[/a,/b,/c,/d,/e,/f]} " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=host-header,Values=a_b.example.com " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=host-header,PathPatternConfig={Values=[/a]} " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path-pattern,PathPatternConfig={RegexValues=[/a]} " + answer404},
	{"ValidationError", newRule + "5 --conditions Field=path-pattern,Values=/a Field=path-pattern,Values=/b " + answer404},
	{"TargetGroupNotFound", newRule + "5 --conditions Field=path-pattern,Values=/a --actions Type=forward,TargetGroupArn=arn:x"},
	{"RuleNotFound", "aws elbv2 modify-rule --rule-arn arn:x"},
	{"ValidationError", "aws elbv2 modify-rule --rule-arn img --conditions Field=path-pattern"},
	{"RuleNotFound", "aws elbv2 delete-rule --rule-arn arn:x"},
	{"ValidationError", "aws elbv2 describe-rules"},
	{"RuleNotFound", "aws elbv2 describe-rules --rule-arns arn:x"},
	{"PriorityInUse", "aws elbv2 set-rule-priorities --rule-priorities RuleArn=img,Priority=20"},
	{"ResourceInUse", "aws elbv2 delete-target-group --target-group-arn img-tg"}, // a rule forwards to it
}
