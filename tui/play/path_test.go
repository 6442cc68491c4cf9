package play_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"drydock/tui/play"
	"drydock/tui/theme"
)

const opened = "aws ec2 authorize-security-group-ingress --group-id sg-db --protocol tcp --port 5432 --source-group sg-web"

// A path is chosen with the keys of the picture, followed, and followed anew after
// every move.
func TestAPathIsFollowed(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.press("p")
	d.shows("from instance node-a", "enter p here", "o elsewhere")
	d.press("enter")
	d.shows("That is where the path begins")
	d.choose("subnet subnet-private-b")
	d.press("enter")
	d.shows("A path leads to what has a network interface")
	d.send(tea.MouseClickMsg(d.find("database orders", 0)))
	d.press("enter")
	d.shows("From node-a to orders, TCP port", "[5432", "What listens there: 5432.")
	d.press("x")
	d.shows("A port is a number from 1 to 65535.", "[5432")
	d.press("esc", "p", "enter")
	d.shows("├ path: node-a → orders", "✗ node-a to orders, port 5432: timed", "✗ 5 sg-db ingress", "← stops here", "✗5 sg-db", "✓1 sg-web", "to database orders")
	// What stops it is selected, so that a form begins with it.
	d.press("a", "1")
	d.shows("[sg-db")
	d.press("esc", ";", opened, "enter", "esc")
	d.shows("✓ node-a to orders, port 5432:", "✓5 sg-db", "to ✓", "connected")
	d.hides("stops here")
	// The picture keeps the marks until esc takes them away.
	d.press("esc")
	d.hides("├ path")
	d.shows("✓5 sg-db")
	d.press("P")
	d.shows("├ path: node-a → orders")
	d.press("esc", "esc")
	d.hides("✓5")
	d.shows("▸network")
	d.press("P")
	d.shows("No path was followed yet: p begins one")
	d.press("esc")
	d.shows("▸cluster prod")
}

// A path may begin on the picture of the cluster, and lead to what is on no picture.
func TestAPathToAnAWSService(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.press("v")
	d.m = play.Choose(d.m, "service web")
	d.press("p")
	d.shows("▸network")
	d.press("o")
	d.shows("path to …", "▸ internet", "ecr.api")
	d.send(tea.MouseClickMsg(d.find("  s3", 0)))
	d.shows("From web to s3, TCP port", "[443")
	d.press("enter")
	d.shows("├ path: web → s3", "gateway endpoint", "✓", "ep-s3")
	d.press("v")
	d.choose("security group sg-web")
	d.press("p")
	d.shows("A path begins at what has a network interface")
	// From the internet, with a pasted port.
	d.press("v")
	d.choose("internet")
	d.press("p")
	d.choose("load balancer alb")
	d.press("enter")
	d.send(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	d.send(tea.PasteMsg{Content: " 443\n"})
	d.shows("[443")
	d.send(tea.PasteMsg{Content: "https"})
	d.shows("A port is a number")
	d.press("enter")
	d.shows("✗ internet to alb, port 443: timed out", "✗", "sg-alb")
	d.choose("internet")
	d.press("p")
	d.shows("from internet")
	d.press("esc")
	d.hides("from internet")
}

// A port out of range is refused where it is typed.
func TestAPathNeedsAPort(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 80, 24)
	d.press("p", "o", "enter", "ctrl+u", "70000", "enter")
	d.shows("A port is a number from 1 to 65535.", "TCP port")
	d.press("ctrl+u", "enter")
	d.shows("TCP port")
}

// Looking back, the path is the one of that time.
func TestAPathInThePast(t *testing.T) {
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.press("p")
	d.choose("database orders")
	d.press("enter", "enter", ";", "advance 1m", "enter", opened, "enter", "esc")
	d.shows("✓ node-a to orders")
	d.press("[")
	d.shows("✗ node-a to orders", "the past of")
	d.press("esc")
	d.shows("✓ node-a to orders")
}

// The forms of moves begin with what is selected, or with what that has.
func TestFormsOfTheNetwork(t *testing.T) {
	for _, c := range []struct{ chosen, move, want string }{
		{"security group sg-db", "1", "[sg-db"},
		{"database orders", "1", "[sg-db"},
		{"route table rtb-private-a", "4", "Route table id         [rtb-private-a"},
		{"subnet subnet-private-b", "4", "Route table id         [rtb-private-b"},
		{"VPC endpoint ep-s3", "6", "VPC endpoint id           [ep-s3"},
		{"network ACL acl-private-b", "7", "Network ACL id [acl-private-b"},
	} {
		d := newNetwork(t, theme.Dark(), 140, 45)
		d.choose(c.chosen)
		d.press("a", c.move)
		d.shows(c.want)
	}
	d := newNetwork(t, theme.Dark(), 140, 45)
	d.choose("VPC endpoint ep-s3")
	d.press("a", "6")
	d.shows("Principal 1       [*", "[s3:GetObject", "$ aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-s3  ")
	d.send(tea.MouseClickMsg(d.find("[s3:GetObject", 0)))
	d.press("ctrl+u", "s3:Get*", "enter")
	d.shows("--policy-document", `"Principal":"*","Action":"s3:`, "[s3:Get*")
	// The default policy takes the place of the present one, if that was not touched.
	d = newNetwork(t, theme.Dark(), 140, 45)
	d.choose("VPC endpoint ep-s3")
	d.press("a", "6")
	d.send(tea.MouseClickMsg(d.find("Reset policy", 0)))
	d.press("yes", "enter")
	d.shows("--reset-policy")
	d.hides("[s3:GetObject")
}

// The parts of a network are inspected as AWS's own commands describe them.
func TestInspectTheNetwork(t *testing.T) {
	for title, want := range map[string]string{
		"VPC vpc-main":              "$ aws ec2 describe-vpcs --vpc-ids vpc-",
		"subnet subnet-public-a":    "$ aws ec2 describe-subnets --subnet-ids subnet-",
		"route table rtb-public":    "$ aws ec2 describe-route-tables --route-table-ids rtb-",
		"internet gateway igw-main": "$ aws ec2 describe-internet-gateways --internet-gateway-ids igw-",
		"NAT gateway nat-a":         "$ aws ec2 describe-nat-gateways --nat-gateway-ids nat-",
		"VPC endpoint ep-s3":        "$ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids vpce-",
		"network ACL acl-private-b": "$ aws ec2 describe-network-acls --network-acl-ids acl-",
		"mount target uploads":      "$ aws efs describe-mount-targets --mount-target-id fsmt-",
		"load balancer alb":         "$ aws elbv2 describe-load-balancers --names alb",
		"internet":                  "No command of AWS's describes the internet.",
		"database orders":           "nothing describes a database",
	} {
		d := newNetwork(t, theme.Dark(), 140, 45)
		d.choose(title)
		d.press("i")
		d.shows(want)
		if strings.HasPrefix(want, "$") {
			d.press("esc")
		}
		d.press("w")
		d.hides("no such thing")
	}
}
