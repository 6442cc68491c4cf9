package scenarios

// The builders' own keys for parts of the network, beside those of tables.go.

type subnetOwn struct {
	ID        string `toml:"id" doc:"alias"`
	PublicIPs bool   `toml:"map_public_ip_on_launch" doc:"instances launched here get a public address"`
}

type gatewayOwn struct {
	ID  string `toml:"id" doc:"alias"`
	VPC string `toml:"vpc" ref:"vpc" doc:"the VPC to attach it to"`
}

type routeOwn struct {
	Destination string `toml:"destination,required" doc:"a CIDR"`
	Gateway     string `toml:"gateway,required" ref:"internet-gateway|nat-gateway" doc:"an internet gateway or a NAT gateway"`
}

type routeTableOwn struct {
	ID      string     `toml:"id" doc:"alias"`
	Routes  []routeOwn `toml:"routes" doc:"routes beside the local one"`
	Subnets []string   `toml:"subnets" ref:"subnet" doc:"subnets that use it"`
}

type ruleOwn struct {
	Protocol    string `toml:"protocol" doc:"tcp (unless given), udp, icmp or all"`
	Port        any    `toml:"port" doc:"a port, or a range such as \"32768-65535\""`
	Source      string `toml:"source" ref:"security-group" doc:"a security group, a CIDR, or the addresses of a service such as prefix-list:s3, for ingress"`
	Destination string `toml:"destination" ref:"security-group" doc:"a security group, a CIDR, or the addresses of a service such as prefix-list:s3, for egress"`
	Description string `toml:"description" doc:"a remark"`
}

type securityGroupOwn struct {
	ID      string    `toml:"id" doc:"alias"`
	Ingress []ruleOwn `toml:"ingress" doc:"inbound rules"`
	Egress  []ruleOwn `toml:"egress" doc:"outbound rules in place of the one that allows everything"`
}

type listenerOwn struct {
	ID          string `toml:"id" doc:"alias"`
	TargetGroup string `toml:"target_group" ref:"target-group" doc:"the target group to forward to"`
}

type listenerRuleOwn struct {
	ID          string `toml:"id" doc:"alias"`
	Path        string `toml:"path" doc:"a pattern for paths, such as /img/*, in place of conditions"`
	Host        string `toml:"host" doc:"a pattern for host names, in place of conditions"`
	TargetGroup string `toml:"target_group" ref:"target-group" doc:"the target group to forward to"`
}

type classicOwn struct {
	HealthCheck *classicCheckOwn `toml:"health_check" doc:"how its instances are checked"`
	Instances   []string         `toml:"instances" ref:"instance" doc:"instances that are registered from the start"`
}

type classicCheckOwn struct {
	Target    string `toml:"target,required" doc:"TCP:80 or HTTP:80/path"`
	Interval  int64  `toml:"interval" doc:"seconds between checks; 30 unless given"`
	Timeout   int64  `toml:"timeout" doc:"seconds without an answer that fail a check; 5 unless given"`
	Healthy   int64  `toml:"healthy_threshold" doc:"checks in a row that bring an instance into service; 10 unless given"`
	Unhealthy int64  `toml:"unhealthy_threshold" doc:"failed checks in a row that take it out; 2 unless given"`
}
