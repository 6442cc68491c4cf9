package scenarios

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"drydock/engine/api"
)

// private is the small scenario in another stock world, with a task on Fargate and one
// on an instance, of an image in a private repository.
func private(base string) string {
	text := strings.Replace(small, `"two-az"`, `"`+base+`"`, 1)
	text = strings.ReplaceAll(text, "web:1", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1")
	text = strings.Replace(text, `"subnet-a"`, `"subnet-private-a"`, 1)
	return strings.Replace(text, "\n[play]", `
[[world.task_definition]]
family                = "api"
network_mode          = "awsvpc"
cpu                   = "256"
memory                = "512"
execution_role_arn    = "ecsTaskExecutionRole"
container_definitions = [{ name = "api", image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1" }]

[[world.service]]
service_name          = "api"
cluster               = "prod"
task_definition       = "api"
desired_count         = 2
launch_type           = "FARGATE"
network_configuration = { awsvpc_configuration = { subnets = ["subnet-private-a", "subnet-private-b"] } }

[play]`, 1)
}

// TestWorldsOfPrivateSubnets: in each of them tasks start and agents register.
func TestWorldsOfPrivateSubnets(t *testing.T) {
	for _, base := range []string{"two-az-private", "two-az-endpoints"} {
		t.Run(base, func(t *testing.T) {
			s, err := loadText(private(base)+three, nil)
			if err != nil {
				t.Fatal(err)
			}
			a := begin(t, s, 1)
			for service, want := range map[string]int{"web": 1, "api": 2} {
				if got, err := a.view.Service(service); err != nil || got.Running != want {
					t.Errorf("%s: %+v %v", service, got, err)
				}
			}
		})
	}
}

// ownNetwork is the small scenario with one of each table of the network.
const ownNetwork = `
[[world.vpc]]
id                   = "vpc-own"
cidr_block           = "10.8.0.0/16"
enable_dns_support   = true
enable_dns_hostnames = true

[[world.vpc]]
id                 = "vpc-dark"
cidr_block         = "10.9.0.0/16"
enable_dns_support = false

[[world.internet_gateway]]
id  = "igw-own"
vpc = "vpc-own"

[[world.subnet]]
id                = "own-a"
vpc_id            = "vpc-own"
cidr_block        = "10.8.0.0/24"
availability_zone = "eu-west-1a"

[[world.subnet]]
id                = "own-b"
vpc_id            = "vpc-own"
cidr_block        = "10.8.1.0/24"
availability_zone = "eu-west-1b"

[[world.nat_gateway]]
id        = "nat-own"
subnet_id = "own-a"

[[world.nat_gateway]]
id                = "nat-inside"
subnet_id         = "own-b"
connectivity_type = "private"

[[world.network_acl]]
id      = "acl-own"
vpc_id  = "vpc-own"
subnets = ["own-b"]
ingress = [{ number = 100, port = "1024-65535", source = "10.8.0.0/16" }, { number = 50, protocol = "icmp", action = "deny" }]
egress  = [{ number = 100, protocol = "all" }, { number = 90, protocol = "udp", port = 53, destination = "10.9.0.0/16", action = "deny" }]

[[world.route_table]]
id      = "rtb-own"
vpc_id  = "vpc-own"
routes  = [{ destination = "0.0.0.0/0", gateway = "nat-own" }, { destination = "172.16.0.0/12", gateway = "igw-own" }]
subnets = ["own-b"]

[[world.security_group]]
id     = "sg-own"
vpc_id = "vpc-own"
egress = [{ port = 443, destination = "prefix-list:s3" }]

[[world.vpc_endpoint]]
id              = "ep-own"
vpc_id          = "vpc-own"
service_name    = "s3"
route_table_ids = ["rtb-own"]
policy_document = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}'

[[world.vpc_endpoint]]
id                  = "ep-quiet"
vpc_id              = "vpc-own"
service_name        = "com.amazonaws.eu-west-1.dynamodb"
vpc_endpoint_type   = "Interface"
subnet_ids          = ["own-b"]
private_dns_enabled = false

[[world.database]]
id              = "orders"
subnet_id       = "own-b"
security_groups = ["sg-own"]
port            = 5432

[[world.image]]
uri      = "shop:1"
connects = [{ to = "orders", port = 5432 }, { to = "payments.example.com", port = 443, when = "start" }]

[play]`

// networked is the small scenario with these tables.
func networked() string {
	text := strings.Replace(small, `id = "sg-nodes"`, "id     = \"sg-nodes\"\nvpc_id = \"vpc-main\"", 1)
	return strings.Replace(text, "\n[play]", ownNetwork, 1) + three
}

// TestTablesOfTheNetwork makes what they say.
func TestTablesOfTheNetwork(t *testing.T) {
	s, err := loadText(networked(), nil)
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t, s, 1)
	for _, c := range []struct{ line, want string }{
		{"describe-vpc-attribute --vpc-id vpc-own --attribute enableDnsHostnames --query EnableDnsHostnames.Value", "true"},
		{"describe-vpc-attribute --vpc-id vpc-main --attribute enableDnsHostnames --query EnableDnsHostnames.Value", "true"},
		{"describe-vpc-attribute --vpc-id vpc-dark --attribute enableDnsSupport --query EnableDnsSupport.Value", "false"},
		{"describe-vpc-attribute --vpc-id vpc-dark --attribute enableDnsHostnames --query EnableDnsHostnames.Value", "false"},
		{"describe-nat-gateways --query NatGateways[].[State,ConnectivityType,length(NatGatewayAddresses[?PublicIp])]", `[["available","public",1],["available","private",0]]`},
		{"describe-network-acls --network-acl-ids acl-own --query NetworkAcls[].Entries[].[Egress,RuleNumber,RuleAction,Protocol,PortRange.From,PortRange.To,CidrBlock]", `[` +
			`[true,90,"deny","17",53,53,"10.9.0.0/16"],[true,100,"allow","-1",null,null,"0.0.0.0/0"],[true,32767,"deny","-1",null,null,"0.0.0.0/0"],` +
			`[false,50,"deny","1",null,null,"0.0.0.0/0"],[false,100,"allow","6",1024,65535,"10.8.0.0/16"],[false,32767,"deny","-1",null,null,"0.0.0.0/0"]]`},
		{"describe-network-acls --filters Name=association.subnet-id,Values=own-b --query NetworkAcls[].Tags[].Value", `["acl-own"]`},
		{
			"describe-route-tables --route-table-ids rtb-own --query RouteTables[].Routes[].[DestinationCidrBlock||DestinationPrefixListId,State]",
			`[["10.8.0.0/16","active"],["pl-6da54004","active"],["0.0.0.0/0","active"],["172.16.0.0/12","active"]]`,
		},
		{"describe-security-groups --group-ids sg-own --query SecurityGroups[].IpPermissionsEgress[].PrefixListIds[].PrefixListId", `["pl-6da54004"]`},
		{
			"describe-vpc-endpoints --query VpcEndpoints[].[ServiceName,VpcEndpointType,State,PrivateDnsEnabled,length(NetworkInterfaceIds),length(RouteTableIds)]",
			`[["com.amazonaws.eu-west-1.s3","Gateway","available",false,0,1],["com.amazonaws.eu-west-1.dynamodb","Interface","available",false,1,0]]`,
		},
		{"describe-network-interfaces --filters Name=description,Values=orders --query NetworkInterfaces[].[SubnetId==null,Groups[0].GroupName]", `[[false,"own"]]`},
	} {
		reply := a.Exec("aws ec2 " + strings.Replace(c.line, "--query ", "--query '", 1) + "' --output json")
		if got := strings.Join(strings.Fields(reply.Output), ""); got != c.want {
			t.Errorf("%s\ngot  %s %s\nwant %s", c.line, got, reply.Err, c.want)
		}
	}
	if names := a.World().Names("nat-gateway"); len(names) != 2 || names[0] != (api.Name{ID: names[0].ID, Alias: "nat-own", Note: "available, in own-a"}) {
		t.Error(names)
	}
}

func TestMistakesOfTheNetwork(t *testing.T) {
	for _, c := range []struct{ old, put, want string }{
		{`gateway = "nat-own"`, `gateway = "nat-owm"`, `small.toml:89:51: there is no internet gateway or nat gateway "nat-owm"; expected one of igw-main, igw-own, nat-inside, nat-own; did you mean "nat-own"?`},
		{`"prefix-list:s3"`, `"prefix-list:sqs"`, `there is no prefix list of com.amazonaws.eu-west-1.sqs: those of s3 and dynamodb are known`},
		{`port = "1024-65535"`, `port = "some"`, `port some is not a port or a range such as "32768-65535"`},
		{`vpc = "vpc-own"`, ``, `the NAT gateway fails: Network`},
		{`service_name    = "s3"`, `service_name    = "s9"`, `The Vpc Endpoint Service 'com.amazonaws.eu-west-1.s9' does not exist`},
		{`subnets = ["own-b"]`, `subnets = ["own-c"]`, `there is no subnet "own-c"`},
		{`number = 50, `, ``, `ingress[1].number is missing; expected a whole number`},
	} {
		s, err := loadText(strings.Replace(networked(), c.old, c.put, 1), nil)
		if err == nil {
			_, err = s.build(1, 1, nil)
		}
		if err == nil || !strings.Contains(strings.Join(mistakes(t, err), "\n"), c.want) {
			t.Errorf("%s\ngot  %v\nwant %s", c.put, err, c.want)
		}
	}
}

func TestShortNamesOfServices(t *testing.T) {
	got := []string{}
	for _, name := range []string{"", "ecr.api", "com.amazonaws.eu-west-1.s3", "{{service}}", "s3"} {
		got = append(got, endpointService(name)+" "+endpointType(endpointService(name)))
	}
	want := []string{" Interface", services + "ecr.api Interface", services + "s3 Gateway", "{{service}} Interface", services + "s3 Gateway"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
