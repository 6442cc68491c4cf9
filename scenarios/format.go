package scenarios

import (
	"time"

	"drydock/scenarios/source"
)

// The types of this file are the format: what a scenario file may hold.

type scenarioFile struct {
	Format   int64          `toml:"format,required"`
	Scenario *headerTable   `toml:"scenario"`
	Vars     map[string]any `toml:"vars"`
	World    worldTable     `toml:"world"`
	Fault    []faultTable   `toml:"fault"`
	Play     *playTable     `toml:"play"`
	Goal     []goalTable    `toml:"goal"`
	Hint     []hintTable    `toml:"hint"`
	Solution []turnTable    `toml:"solution"`
	Wrong    []wrongTable   `toml:"wrong"`
	Choice   []choiceTable  `toml:"choice"`
	Trial    []trialTable   `toml:"trial"`
	Step     []stepTable    `toml:"step"`
}

type headerTable struct {
	ID         string   `toml:"id,required"`
	Rev        int64    `toml:"rev,required"`
	Title      string   `toml:"title,required"`
	Objectives []string `toml:"objectives,required"`
	Exams      []string `toml:"exams"`
	Difficulty int64    `toml:"difficulty,required"`
	Minutes    int64    `toml:"minutes,required"`
	Brief      string   `toml:"brief,required"`
	Debrief    string   `toml:"debrief,required"`
}

type worldTable struct {
	Base   string          `toml:"base"`
	Start  time.Time       `toml:"start"`
	Settle source.Duration `toml:"settle"`
	Before []string        `toml:"before"`

	Image           []map[string]any `toml:"image"`
	Resource        []map[string]any `toml:"resource"`
	Policy          []map[string]any `toml:"policy"`
	Role            []map[string]any `toml:"role"`
	InstanceProfile []map[string]any `toml:"instance_profile"`
	UserGroup       []map[string]any `toml:"user_group"`
	User            []map[string]any `toml:"user"`
	ControlPolicy   []map[string]any `toml:"control_policy"`
	Cluster         []map[string]any `toml:"cluster"`
	VPC             []map[string]any `toml:"vpc"`
	InternetGateway []map[string]any `toml:"internet_gateway"`
	Subnet          []map[string]any `toml:"subnet"`
	NetworkACL      []map[string]any `toml:"network_acl"`
	NATGateway      []map[string]any `toml:"nat_gateway"`
	RouteTable      []map[string]any `toml:"route_table"`
	SecurityGroup   []map[string]any `toml:"security_group"`
	VPCEndpoint     []map[string]any `toml:"vpc_endpoint"`
	Database        []map[string]any `toml:"database"`
	FileSystem      []map[string]any `toml:"file_system"`
	Instance        []map[string]any `toml:"instance"`
	TaskDefinition  []map[string]any `toml:"task_definition"`
	TargetGroup     []map[string]any `toml:"target_group"`
	LoadBalancer    []map[string]any `toml:"load_balancer"`
	Listener        []map[string]any `toml:"listener"`
	ListenerRule    []map[string]any `toml:"listener_rule"`
	ClassicLB       []map[string]any `toml:"classic_load_balancer"`
	Service         []map[string]any `toml:"service"`
}

type faultTable struct {
	At       source.Duration `toml:"at,required"`
	From     string          `toml:"from"`
	Kind     string          `toml:"kind,required"`
	Service  string          `toml:"service"`
	Cluster  string          `toml:"cluster"`
	Port     int64           `toml:"port"`
	Instance string          `toml:"instance"`
	For      source.Duration `toml:"for"`
}

type playTable struct {
	As      string          `toml:"as"`
	Horizon source.Duration `toml:"horizon,required"`
	Par     int64           `toml:"par,required"`
	Moves   []string        `toml:"moves"`
}

type goalTable struct {
	ID     string `toml:"id,required"`
	Text   string `toml:"text,required"`
	Points int64  `toml:"points,required"`
	When   string `toml:"when"`
	Bonus  bool   `toml:"bonus"`
	Check  string `toml:"check,required"`
}

type hintTable struct {
	Cost int64  `toml:"cost,required"`
	When string `toml:"when"`
	Text string `toml:"text,required"`
}

type turnTable struct {
	Title string   `toml:"title,required"`
	Do    []string `toml:"do,required"`
}

type wrongTable struct {
	Title string   `toml:"title,required"`
	Do    []string `toml:"do,required"`
	Fails []string `toml:"fails,required"`
	Why   string   `toml:"why,required"`
}

type choiceTable struct {
	ID    string   `toml:"id,required"`
	Label string   `toml:"label,required"`
	Do    []string `toml:"do,required"`
	Why   string   `toml:"why,required"`
	Right bool     `toml:"right"`
}

type stepTable struct {
	Text  string `toml:"text,required"`
	Until string `toml:"until,required"`
}

type trialTable struct {
	Chance int64        `toml:"chance,required"`
	Fault  []faultTable `toml:"fault"`
}
