package api

import (
	"slices"
	"strings"
	"testing"
)

func names(fields []*Field) string {
	out := []string{}
	for _, f := range fields {
		out = append(out, f.Name)
	}
	return strings.Join(out, " ")
}

func TestForm(t *testing.T) {
	tests := []struct{ id, shown, more string }{
		{"ec2:AuthorizeSecurityGroupIngress", "GroupId --protocol --port --source-group --cidr", "GroupName IpPermissions --group-owner"},
		{"ec2:RevokeSecurityGroupEgress", "GroupId --protocol --port --source-group --cidr SecurityGroupRuleIds", "IpPermissions --group-owner"},
		{"ec2:RunInstances", "ImageId InstanceType --count SubnetId SecurityGroupIds", "UserData PrivateIpAddress IamInstanceProfile"},
		{"ec2:CreateSecurityGroup", "Description GroupName VpcId", ""},
		{"ec2:CreateInternetGateway", "", ""},
		{"elbv2:RegisterTargets", "TargetGroupArn Targets", ""},
	}
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			fields, shown := op(t, tt.id).Form()
			if got := names(fields[:shown]); got != tt.shown {
				t.Errorf("shown: %s", got)
			}
			if got := names(fields[shown:]); got != tt.more {
				t.Errorf("more: %s", got)
			}
		})
	}
}

// Every member that is modelled is asked for once, the required ones at once,
// and names of the rows above exist.
func TestFormsAreWhole(t *testing.T) {
	for _, o := range Operations() {
		fields, shown := o.Form()
		for i, f := range fields {
			if f.Doc == "" || f.Label() == "" || strings.Contains(f.Label(), "-") {
				t.Errorf("%s: %s has the label %q and the doc %q", o.ID(), f.Name, f.Label(), f.Doc)
			}
			if f.Required && i >= shown {
				t.Errorf("%s: %s is required and folded away", o.ID(), f.Name)
			}
		}
		for _, f := range o.shape.Fields {
			times := 0
			for _, g := range fields {
				if f == g.member() {
					times++
				}
			}
			if want := !replacedByCLI(o, f) && !f.Kept; want != (times == 1) {
				t.Errorf("%s: %s is asked for %d times", o.ID(), f.Name, times)
			}
		}
		for _, name := range askedFirst(o.ID()) {
			_, real := o.real.Field(name)
			added := slices.ContainsFunc(addedByCLI(o), func(a added) bool { return a.flag == name })
			if !real && !added {
				t.Errorf("%s: %s does not exist", o.ID(), name)
			}
		}
	}
}

func TestTitles(t *testing.T) {
	for name, want := range map[string]string{
		"AuthorizeSecurityGroupIngress": "Authorize security group ingress", "--source-group": "Source group", "--cidr": "CIDR",
		"targetGroupArn": "Target group ARN", "VpcId": "VPC id", "CidrIpv4": "CIDR IPv4", "cpu": "CPU", "IpPermissions": "IP permissions",
		"CreateNetworkAclEntry": "Create network ACL entry", "NatGatewayId": "NAT gateway id", "PrivateDnsEnabled": "Private DNS enabled",
	} {
		if got := inWords(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]string{
		"loadBalancers": "Load balancer", "requiresCompatibilities": "Requires compatibility", "addresses": "Address", "command": "Command", "access": "Access",
	} {
		if got := (&Field{Name: name}).One(); got != want {
			t.Errorf("one of %s: %q, want %q", name, got, want)
		}
	}
}
