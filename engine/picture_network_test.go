package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// theNetwork prints a picture of the network, a thing in a line.
func theNetwork(p NetworkPicture) string {
	var b strings.Builder
	names := func(all []Named) string {
		var out []string
		for _, n := range all {
			out = append(out, n.Name)
		}
		return strings.Join(out, " ")
	}
	for _, v := range p.VPCs {
		fmt.Fprintf(&b, "VPC %s %s dns %t %t gateway %s\n", v.Name, v.CIDR, v.DNSSupport, v.DNSHostnames, v.Gateway.Name)
		for _, z := range v.Zones {
			for _, s := range z.Subnets {
				fmt.Fprintf(&b, "subnet %s %s in %s public %t table %s main %t free %d\n", s.Name, s.CIDR, z.Name, s.Public, s.Table.Name, s.Main, s.Free)
				for _, i := range s.Interfaces {
					fmt.Fprintf(&b, "  %s %s %s %s groups %s listens %v\n", i.Kind, i.Owner.Name, i.PrivateIP, i.PublicIP, names(i.Groups), i.Listens)
				}
			}
		}
		for _, t := range v.Tables {
			fmt.Fprintf(&b, "table %s main %t of %s\n", t.Name, t.Main, names(t.Subnets))
			for _, r := range t.Routes {
				fmt.Fprintf(&b, "  %s %s blackhole %t\n", r.Destination, r.Target.Name, r.Blackhole)
			}
		}
		for _, a := range v.ACLs {
			fmt.Fprintf(&b, "ACL default %t of %s in %v out %v\n", a.Default, names(a.Subnets), a.Ingress, a.Egress)
		}
		for _, g := range v.Groups {
			fmt.Fprintf(&b, "group %s\n", g.Alias)
			for _, r := range slices.Concat(g.Ingress, g.Egress) {
				fmt.Fprintf(&b, "  %s %s %s\n", r.Protocol, r.Ports, r.Source)
			}
		}
	}
	return b.String()
}

func TestNetworkPicture(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		`drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-b", "SecurityGroups": ["sg-web"], "Port": 5432}`,
		"aws ecs create-service --cluster prod --service-name web --task-definition web --desired-count 1",
		"advance 1m",
	)
	got := theNetwork(w.Network())
	for _, want := range []string{
		"VPC vpc-main 10.0.0.0/16 dns true true gateway igw-main\n",
		"subnet subnet-a 10.0.0.0/24 in eu-west-1a public true table rtb-public main false free 249\n",
		"  instance a 10.0.0.4 203.0.113.4 groups sg-web listens [32768]\n",
		"  load balancer alb 10.0.0.5 203.0.113.6 groups sg-alb listens [80]\n",
		"  database orders 10.0.1.6  groups sg-web listens [5432]\n",
		"table rtb-public main false of subnet-a subnet-b\n  10.0.0.0/16 local blackhole false\n  0.0.0.0/0 igw-main blackhole false\n",
		"main true of \n  10.0.0.0/16 local blackhole false\n",
		"ACL default true of subnet-a subnet-b in [{100 all traffic 0.0.0.0/0 true} {* all traffic 0.0.0.0/0 false}] out [{100 all traffic 0.0.0.0/0 true} {* all traffic 0.0.0.0/0 false}]\n",
		"group sg-web\n  tcp 32768-65535 sg-alb\n  all all 0.0.0.0/0\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	a := w.Network().VPCs[0].Zones[0].Subnets[0].Interfaces[0]
	if len(a.Tasks) != 1 || !strings.HasPrefix(a.Tasks[0].Name, "web ") {
		t.Errorf("a shares its interface with %v", a.Tasks)
	}
}

func TestPlaces(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-b", "Port": 5432}`)
	places := w.Places()
	for _, want := range []Place{{"internet", "what is in no VPC"}, {"a", "instance"}, {"alb", "load balancer"}, {"orders", "database"}, {"s3", "AWS service"}} {
		if n := len(slices.DeleteFunc(slices.Clone(places), func(p Place) bool { return p != want })); n != 1 {
			t.Errorf("%v is there %d times", want, n)
		}
	}
	for name, want := range map[string][]int64{"orders": {5432}, "alb": {80}, "s3": {443}, "a": nil, "internet": nil, "10.0.1.6": {5432}} {
		if got := w.Listens(name); !slices.Equal(got, want) {
			t.Errorf("at %s %v listen, want %v", name, got, want)
		}
	}
	for _, p := range places {
		if _, err := w.Paths("a", p.Name, 443); err != nil {
			t.Error(err)
		}
	}
}

// Each part of a network explains itself.
func TestWhyOfTheNetwork(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w, `drydock DeclareDatabase {"Name": "orders", "SubnetId": "subnet-b", "SecurityGroups": ["sg-web"], "Port": 5432}`)
	must(t, w,
		"eip = aws ec2 allocate-address --domain vpc",
		"nat = aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip",
		"lonely = aws ec2 create-internet-gateway",
		"point = aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.ecr.api --subnet-ids subnet-b --security-group-ids sg-web --private-dns-enabled",
		`s3 = aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name com.amazonaws.eu-west-1.s3 --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}'`,
		"advance 10m",
		`aws ec2 modify-vpc-attribute --vpc-id vpc-main --enable-dns-hostnames '{"Value":false}'`,
	)
	acl := w.Network().VPCs[0].ACLs[0].ID
	for thing, want := range map[string][]string{
		Internet:     {"✓ alb  1 TCP port", "✓ a    0 TCP ports", "→ 2 TCP ports of all"},
		"vpc-main":   {"VPC: vpc-main 10.0.0.0/16", "✗ enableDnsHostnames  off", "✓ subnet-a            public", "→ names are resolved"},
		"subnet-a":   {"✓ route table       rtb-public  associated with it", "✓ to the internet   igw-main", "→ public: rtb-public has a route to an internet gateway"},
		"rtb-public": {"route table: rtb-public, of subnet-a, subnet-b", "✓ 0.0.0.0/0    igw-main"},
		acl:          {"✓ inbound 100   allow  all traffic 0.0.0.0/0", "✗ outbound *    DENY"},
		"igw-main":   {"✓ rtb-public  0.0.0.0/0  leads here"},
		"nat":        {"✓ its subnet  public", "✗ routes      none", "→ it helps nobody as it is", "nat to internet port 443", "→ connected"},
		"lonely":     {"→ attached to no VPC"},
		"point":      {"✓ state", "its private name takes both DNS attributes of vpc-main", "security group  sg-web"},
		"s3":         {"→ no route table leads to it", "policy  of its own"},
		"orders":     {"network interface: orders 10.0.1.6", "→ listens on tcp 5432"},
	} {
		traces, err := w.Why(thing)
		if err != nil {
			t.Error(err)
		}
		var text string
		for _, tr := range traces {
			text += tr.String()
		}
		for _, want := range want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is not in\n%s", thing, want, text)
			}
		}
	}
}

// What leads nowhere is told apart, and what a subnet has is its own or its VPC's.
func TestNetworkPictureOfWhatIsBroken(t *testing.T) {
	w := prelude(t, 1, false)
	must(t, w,
		"acl = aws ec2 create-network-acl --vpc-id vpc-main",
		"aws ec2 create-network-acl-entry --network-acl-id acl --rule-number 90 --protocol tcp --port-range From=443,To=443 --rule-action deny --cidr-block 10.0.0.0/8 --ingress",
		"eip = aws ec2 allocate-address --domain vpc",
		"nat = aws ec2 create-nat-gateway --subnet-id subnet-a --allocation-id eip",
		"rtb-b = aws ec2 create-route-table --vpc-id vpc-main",
		"aws ec2 create-route --route-table-id rtb-b --destination-cidr-block 0.0.0.0/0 --nat-gateway-id nat",
		"s3 = aws ec2 create-vpc-endpoint --vpc-id vpc-main --service-name com.amazonaws.eu-west-1.s3 --route-table-ids rtb-b",
		"aws ec2 associate-route-table --route-table-id rtb-b --subnet-id subnet-b",
		"lonely = aws ec2 create-internet-gateway",
		"aws ec2 delete-nat-gateway --nat-gateway-id nat",
	)
	p := w.Network()
	if len(p.Detached) != 1 || p.Detached[0].Name != "lonely" {
		t.Errorf("attached to nothing: %+v", p.Detached)
	}
	got := theNetwork(p)
	for _, want := range []string{
		"subnet subnet-b 10.0.1.0/24 in eu-west-1b public false table rtb-b main false",
		"table rtb-b main false of subnet-b\n  10.0.0.0/16 local blackhole false\n  0.0.0.0/0 nat blackhole true\n  com.amazonaws.eu-west-1.s3 s3 blackhole false\n",
		"ACL default false of  in [{90 tcp 443 10.0.0.0/8 false} {* all traffic 0.0.0.0/0 false}] out [{* all traffic 0.0.0.0/0 false}]\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	v := p.VPCs[0]
	if len(v.Endpoints) != 1 || v.Endpoints[0].Tables[0].Name != "rtb-b" || v.Endpoints[0].Service != "com.amazonaws.eu-west-1.s3" {
		t.Errorf("%+v", v.Endpoints)
	}
	if len(v.NATs) != 1 || v.NATs[0].State != "deleting" || v.NATs[0].PrivateIP == "" {
		t.Errorf("%+v", v.NATs)
	}
	must(t, w, "aws ec2 disassociate-route-table --association-id "+w.s.RouteTables.Get(w.idOf("route-table", "rtb-b")).Associations[0].ID, "advance 10m")
	if s := w.Network().VPCs[0].Zones[1].Subnets[0]; !s.Main || s.Table.Name != "main route table" || len(w.Network().VPCs[0].NATs) != 0 {
		t.Errorf("%+v", s)
	}
}
