package engine

import (
	"net/netip"
	"strings"
)

// awsEndpoint is the endpoint of an AWS service in the Region of the world: where
// agents and applications connect to, on port 443.
type awsEndpoint struct {
	name    string // as in the name of its VPC endpoint, com.amazonaws.REGION.NAME
	host    string // with {region}
	actions string // the services, as IAM names them, whose calls go there; separated by spaces
	gateway bool   // there are gateway endpoints of it
	only    bool   // and no interface endpoint that its own name leads to
}

// awsEndpoints are those that Drydock knows. "AWS services that integrate with AWS
// PrivateLink", AWS PrivateLink Guide; "Amazon ECS interface VPC endpoints", "Amazon
// ECR interface VPC endpoints".
var awsEndpoints = []awsEndpoint{
	{name: "s3", host: "s3.{region}.amazonaws.com", actions: "s3", gateway: true, only: true},
	{name: "dynamodb", host: "dynamodb.{region}.amazonaws.com", actions: "dynamodb", gateway: true, only: true},
	{name: "ecr.api", host: "api.ecr.{region}.amazonaws.com", actions: "ecr"},
	{name: "ecr.dkr", host: "dkr.ecr.{region}.amazonaws.com"},
	{name: "ecs", host: "ecs.{region}.amazonaws.com", actions: "ecs"},
	{name: "ecs-agent", host: "ecs-a-1.{region}.amazonaws.com"},
	{name: "ecs-telemetry", host: "ecs-t-1.{region}.amazonaws.com"},
	{name: "logs", host: "logs.{region}.amazonaws.com", actions: "logs"},
	{name: "monitoring", host: "monitoring.{region}.amazonaws.com", actions: "cloudwatch"},
	{name: "secretsmanager", host: "secretsmanager.{region}.amazonaws.com", actions: "secretsmanager"},
	{name: "ssm", host: "ssm.{region}.amazonaws.com", actions: "ssm"},
	{name: "ssmmessages", host: "ssmmessages.{region}.amazonaws.com", actions: "ssmmessages"},
	{name: "kms", host: "kms.{region}.amazonaws.com", actions: "kms"},
	{name: "sts", host: "sts.{region}.amazonaws.com", actions: "sts"},
	{name: "sqs", host: "sqs.{region}.amazonaws.com", actions: "sqs"},
	{name: "sns", host: "sns.{region}.amazonaws.com", actions: "sns"},
	{name: "ec2", host: "ec2.{region}.amazonaws.com", actions: "ec2"},
	{name: "elasticfilesystem", host: "elasticfilesystem.{region}.amazonaws.com", actions: "elasticfilesystem"},
	{name: "elasticloadbalancing", host: "elasticloadbalancing.{region}.amazonaws.com", actions: "elasticloadbalancing"},
	{name: "events", host: "events.{region}.amazonaws.com", actions: "events"},
}

// awsEndpointNamed finds an endpoint by the short name of its service; nil for none.
func awsEndpointNamed(name string) *awsEndpoint {
	for i := range awsEndpoints {
		if awsEndpoints[i].name == name {
			return &awsEndpoints[i]
		}
	}
	return nil
}

// awsEndpointAt finds the endpoint that a host in a Region belongs to, such as
// 123456789012.dkr.ecr.eu-west-1.amazonaws.com; nil for none.
func awsEndpointAt(host, region string) *awsEndpoint {
	for i := range awsEndpoints {
		if name := awsEndpoints[i].hostIn(region); host == name || strings.HasSuffix(host, "."+name) {
			return &awsEndpoints[i]
		}
	}
	return nil
}

// awsEndpointOf is where calls of an action go: "ecr:GetAuthorizationToken" to
// ecr.api. nil for a service that Drydock knows no endpoint of.
func awsEndpointOf(action string) *awsEndpoint {
	service, _, _ := strings.Cut(action, ":")
	for i := range awsEndpoints {
		for of := range strings.FieldsSeq(awsEndpoints[i].actions) {
			if of == service {
				return &awsEndpoints[i]
			}
		}
	}
	return nil
}

// hostIn is the name of the endpoint in a Region.
func (e *awsEndpoint) hostIn(region string) string {
	return strings.ReplaceAll(e.host, "{region}", region)
}

// address is the public address of the endpoint: of a range that is kept for
// benchmarks, since it stands for no real host. An engine's choice.
func (e *awsEndpoint) address() netip.Addr {
	if list := prefixListOf(e.name); list != nil {
		return list.prefixes[0].Addr().Next()
	}
	for i := range awsEndpoints {
		if &awsEndpoints[i] == e {
			return netip.AddrFrom4([4]byte{198, 18, 2, byte(10 + i)})
		}
	}
	return netip.Addr{}
}

// prefixList is a prefix list that AWS manages: the addresses of a service with
// gateway endpoints.
type prefixList struct {
	id, service string
	prefixes    []netip.Prefix
}

// The ranges are engine's choices, like the addresses of endpoints.
var prefixLists = []prefixList{
	{"pl-6da54004", "s3", []netip.Prefix{netip.MustParsePrefix("198.18.0.0/24")}},
	{"pl-6fa54006", "dynamodb", []netip.Prefix{netip.MustParsePrefix("198.18.1.0/24")}},
}

// name is the name of the list: "com.amazonaws.eu-west-1.s3".
func (l *prefixList) name(region string) string { return endpointName(region, l.service) }

// endpointName is the full name of an endpoint service.
func endpointName(region, service string) string { return "com.amazonaws." + region + "." + service }

// prefixListNamed finds a prefix list by its id; nil for none.
func prefixListNamed(id string) *prefixList {
	for i := range prefixLists {
		if prefixLists[i].id == id {
			return &prefixLists[i]
		}
	}
	return nil
}

// prefixListOf finds the prefix list of a service; nil for none.
func prefixListOf(service string) *prefixList {
	for i := range prefixLists {
		if prefixLists[i].service == service {
			return &prefixLists[i]
		}
	}
	return nil
}
