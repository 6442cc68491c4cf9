package scenarios

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// Each case changes the small scenario, which is right, and lists every mistake
// that is then told.
func TestMistakesAreToldWithTheirPlaces(t *testing.T) {
	if s := loadSmall(t, three); s.ID != "small" {
		t.Fatalf("the id is %q", s.ID)
	}
	for _, c := range []struct {
		name     string
		old, new string
		want     []string
	}{
		{
			"two things of one name", "[[world.image]]", "[[world.security_group]]\nid = \"sg-nodes\"\n[[world.image]]",
			[]string{
				`small.toml:27:9: there is another security_group named "sg-nodes"; expected a name of its own`,
			},
		},
		{
			"a name of the stock world again", "[[world.image]]", "[[world.subnet]]\nid = \"subnet-a\"\nvpc_id = \"vpc-main\"\ncidr_block = \"10.0.9.0/24\"\n[[world.image]]",
			[]string{
				`small.toml:27:9: there is another subnet named "subnet-a"; expected a name of its own`,
			},
		},
		{
			"unknown base", `"two-az"`, `"two-zones"`,
			[]string{
				`small.toml:14:10: there is no stock world "two-zones"; expected one of two-az, two-az-endpoints, two-az-private`,
			},
		},
		{
			"a base that is no name", `"two-az"`, `"../two-az"`,
			[]string{
				`small.toml:14:10: there is no stock world "../two-az"; expected one of two-az, two-az-endpoints, two-az-private; did you mean "two-az"?`,
			},
		},
		{
			"unknown principal", "par     = 1", "par     = 1\nas = \"nobody\"",
			[]string{
				`small.toml:45:6: there is no principal "nobody"; expected one of administrator`,
			},
		},
		{
			"unknown operation", "par     = 1", "par     = 1\nmoves = [\"ecs:UpdateServce\", \"ecs:DescribeServices\", \"ecs:UpdateService\"]",
			[]string{
				`small.toml:45:10: "ecs:UpdateServce" is not an operation that changes something; expected such as "ecs:UpdateService"; did you mean "ecs:UpdateService"?`,
				`small.toml:45:30: "ecs:DescribeServices" is not an operation that changes something; expected such as "ecs:UpdateService"; did you mean "ecs:DescribeServices"?`,
			},
		},
		{
			"bad line", scale("3"), "aws ecs update-servce --cluster prod",
			[]string{
				`small.toml:54:10: Invalid choice: 'update-servce', maybe you meant: update-service; expected a line such as "aws ecs update-service …" or "advance 5m"`,
			},
		},
		{
			"bad option", scale("3"), scale("three"),
			[]string{
				`small.toml:54:10: invalid literal for int() with base 10: 'three' (--desired-count takes a whole number); expected a line such as "aws ecs update-service …" or "advance 5m"`,
			},
		},
		{
			"bad word", scale("3"), "advnce 5m",
			[]string{
				`small.toml:54:10: "advnce" is not a command; did you mean "advance"?; expected a line such as "aws ecs update-service …" or "advance 5m"`,
			},
		},
		{
			"bad time", scale("3"), "advance 5",
			[]string{
				`small.toml:54:10: advance 5: bad duration "5"; expected a duration such as "90s", "12m" or "1h30m"; expected a line such as "aws ecs update-service …" or "advance 5m"`,
			},
		},
		{
			"empty line", scale("3"), "",
			[]string{
				`small.toml:54:10: an empty line; expected a line such as "aws ecs update-service …" or "advance 5m"`,
			},
		},
		{
			"bad expression in a line", `"` + scale("3") + `"`, `"` + scale(`{{service('web').desird + 2}}`) + `"`,
			[]string{
				`small.toml:54:96: a service has no field desird; did you mean "desired"?`,
			},
		},
		{
			"goal without solution", three[strings.Index(three, "[[solution]]"):], "",
			[]string{
				`small.toml:1:1: a scenario has at least one [[solution]], or [[choice]] tables`,
			},
		},
		{
			"no goal", three[:strings.Index(three, "[[solution]]")], "",
			[]string{
				`small.toml:1:1: a scenario has at least one [[goal]]`,
			},
		},
		{
			"no play", "[play]\nhorizon = \"5m\"\npar     = 1\n", "",
			[]string{
				`small.toml:1:1: the table [play] is missing; expected horizon and par`,
			},
		},
		{
			"no header", small[strings.Index(small, "[scenario]"):strings.Index(small, "[world]")], "",
			[]string{
				`small.toml:1:1: the table [scenario] is missing`,
			},
		},
		{
			"another format", "format = 1", "format = 2",
			[]string{
				`small.toml:1:10: format 2 is not known; expected 1`,
			},
		},
		{
			"no format", "format = 1\n", "",
			[]string{
				`small.toml:1:1: format is missing; expected a whole number`,
			},
		},
		{
			"unknown goal", "[[goal]]", "[[wrong]]\ntitle = \"t\"\ndo = []\nfails = [\"tree\"]\nwhy = \"w\"\n[[goal]]",
			[]string{
				`small.toml:49:10: there is no goal "tree"; expected one of three; did you mean "three"?`,
			},
		},
		{
			"fails nothing", "[[goal]]", "[[wrong]]\ntitle = \"t\"\ndo = []\nfails = []\nwhy = \"w\"\n[[goal]]",
			[]string{
				`small.toml:49:9: a wrong turn fails at least one goal; expected one of three`,
			},
		},
		{
			"two goals of one id", "[[solution]]", three[:strings.Index(three, "[[solution]]")] + "[[solution]]",
			[]string{
				`small.toml:54:10: there is another goal "three"; expected an id of its own`,
			},
		},
		{
			"bad time of a goal", "points = 10", "points = -1\nwhen = \"alway\"",
			[]string{
				`small.toml:49:10: -1 points are fewer than none; expected 0 or more`,
				`small.toml:50:8: "alway" is not a time for a goal; expected "end", "always", "ever" or "by 10m"; did you mean "always"?`,
			},
		},
		{
			"bad limit of a goal", "points = 10", "points = 10\nwhen = \"by noon\"",
			[]string{
				`small.toml:50:8: "by noon" is not a time for a goal; expected "end", "always", "ever" or "by 10m"`,
			},
		},
		{
			"a check that is no truth", `'service("web").running == 3'`, `'service("web").running'`,
			[]string{
				`small.toml:50:11: the expression gives a whole number; expected true or false`,
			},
		},
		{
			"a check of another service", `'service("web").running == 3'`, `'service("wep").running == 3'`,
			[]string{
				`small.toml:50:19: there is no service "wep"; expected one of web; did you mean "web"?`,
			},
		},
		{
			"a check that does not parse", `'service("web").running == 3'`, `'service("web").running =='`,
			[]string{
				`small.toml:50:35: the expression ends too early`,
			},
		},
		{
			"unknown fault", "[play]", "[[fault]]\nat = \"1m\"\nkind = \"task-crash\"\nfrom = \"begin\"\n[play]",
			[]string{
				`small.toml:44:8: there is no fault "task-crash"; expected one of task-crashes, instance-fails, agent-disconnects, spot-reclaimed, ports-move-on; did you mean "task-crashes"?`,
				`small.toml:45:8: "begin" is not an instant to count from; expected "play" or "submit"`,
			},
		},
		{
			"faults of nothing", "[play]", "[[fault]]\nat = \"1m\"\nkind = \"task-crashes\"\nservice = \"wb\"\n[[fault]]\nat = \"1m\"\nkind = \"ports-move-on\"\ncluster = \"prd\"\nport = 80\n[play]",
			[]string{
				`small.toml:45:11: there is no service "wb"; expected one of web; did you mean "web"?`,
				`small.toml:49:11: there is no cluster "prd"; expected one of prod; did you mean "prod"?`,
				`small.toml:50:8: 80 is not a port of the ephemeral range; expected 32768 to 60999`,
			},
		},
		{
			"control character", `brief      = "brief"`, `brief      = "bri\u001bef"`,
			[]string{
				`small.toml:10:14: control character U+001B`,
			},
		},
		{
			"out of range", "difficulty = 1\nminutes    = 1", "difficulty = 6\nminutes    = 0",
			[]string{
				`small.toml:8:14: 6 is out of range; expected 1 to 5`,
				`small.toml:9:14: 0 is out of range; expected 1 to 240`,
			},
		},
		{
			"bad header", `id         = "small"` + "\nrev        = 1", "id = \"Small One\"\nrev = 0\nexams = [\"SAA-C03\", \"SAA\"]",
			[]string{
				`small.toml:4:6: the id "Small One" is not of small letters, digits and hyphens`,
				`small.toml:5:7: 0 is out of range; expected 1 to 2147483648`,
				`small.toml:6:21: "SAA" is not the code of an exam; expected a code such as "SAA-C03"`,
			},
		},
		{
			"no objective", `["lb.dynamic-port"]`, "[]",
			[]string{
				`small.toml:7:14: a scenario has at least one objective; expected ids of the syllabus`,
			},
		},
		{
			"wrong kinds", `par     = 1`, "par = \"one\"\nmoves = \"ecs:UpdateService\"",
			[]string{
				`small.toml:44:7: play.par is the text "one"; expected a whole number`,
				`small.toml:45:9: play.moves is the text "ecs:UpdateService"; expected an array of text`,
			},
		},
		{
			"long horizon", `"5m"`, `"800h"`,
			[]string{
				`small.toml:43:11: 800h is too long; expected at most 168h`,
			},
		},
		{
			"variables", "[world]", "[vars]\nnone = []\nmixed = [1, \"two\"]\nplain = 3\n[world]",
			[]string{
				`small.toml:14:8: none has no values to draw from; expected a list such as [4, 6, 8]`,
				`small.toml:15:13: the values of a variable are all of one kind`,
				`small.toml:16:9: plain has no values to draw from; expected a list such as [4, 6, 8]`,
			},
		},
		{
			"unknown variable", "desired_count   = 1", "desired_count   = \"{{desired}}\"",
			[]string{
				`small.toml:40:19: unknown variable "desired"; expected a name that [vars] declares`,
				`small.toml:40:19: Invalid type for parameter desired_count, value: {{desired}}, type: string, valid types: integer`,
			},
		},
		{
			"variable of a wrong kind", "desired_count   = 1", "desired_count   = \"{{n}}\"\n[vars]\nn = [\"many\"]",
			[]string{
				`small.toml:40:19: Invalid type for parameter desired_count, value: many, type: string, valid types: integer`,
			},
		},
		{
			"member that is not simulated", "desired_count   = 1", "desired_count   = 1\nrole = \"x\"",
			[]string{
				`small.toml:41:8: role is real and not simulated; expected a member that Drydock simulates`,
			},
		},
		{
			"unknown name in a table", `cluster            = "prod"`, `cluster            = "prd"`,
			[]string{
				`small.toml:25:22: there is no cluster "prd"; expected one of prod; did you mean "prod"?`,
			},
		},
		{
			"unknown table", "[[world.image]]", "[[world.images]]\nuri = \"x\"\n[[world.image]]",
			[]string{
				`small.toml:27:9: unknown key "images"; did you mean "image"?`,
			},
		},
		{
			"file that is not there", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"none.json\"",
			[]string{
				`small.toml:33:8: there is no file "none.json" in the pack`,
				`small.toml:38:19: there is no task definition "web"`,
			},
		},
		{
			"file outside the pack", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"../none.json\"",
			[]string{
				`small.toml:33:8: "../none.json" is not a file of the pack`,
				`small.toml:38:19: there is no task definition "web"`,
			},
		},
		{
			"mistakes below a key", "memory = 128 }]", "memory = \"much\" }]",
			[]string{
				`small.toml:34:78: Invalid type for parameter container_definitions[0].memory, value: much, type: string, valid types: integer`,
			},
		},
		{
			"definition as AWS answers it", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"real.json\"\nfamily = \"web\"",
			nil,
		},
		{
			"definition that goes on", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"two.json\"\nfamily = \"web\"",
			[]string{
				`small.toml:33:8: two.json goes on after its JSON object`,
			},
		},
		{
			"definition with a mistake", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"bad.json\"",
			[]string{
				`small.toml:33:8: bad.json: Invalid type for parameter containerDefinitions[0].memory, value: much, type: <class 'str'>, valid types: <class 'int'>`,
				`small.toml:38:19: there is no task definition "web"`,
			},
		},
		{
			"definition with another image", "family                = \"web\"\ncontainer_definitions = [{ name = \"web\", image = \"web:1\", cpu = 64, memory = 128 }]", "file = \"other.json\"\nfamily = \"web\"\ncpu = \"64\"",
			[]string{
				`small.toml:33:8: other.json: there is no image "web:9"; expected an [[world.image]] with this uri`,
				`small.toml:35:1: cpu stands in the file already; expected file and family only`,
			},
		},
		{
			"no TOML", "format = 1", "{ \"format\": 1 }",
			[]string{
				`small.toml:1:1: expected '.' or '=', but got '{' instead`,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := small + three
			if strings.Count(text, c.old) != 1 {
				t.Fatalf("%q stands %d times in the file", c.old, strings.Count(text, c.old))
			}
			_, err := loadText(strings.Replace(text, c.old, c.new, 1), fstest.MapFS{
				"bad.json":   {Data: []byte(`{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": "much"}]}`)},
				"real.json":  {Data: []byte(`{"taskDefinition": {"family": "web", "revision": 3, "status": "ACTIVE", "pidMode": "task", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 128, "user": "1000"}]}, "tags": []}`)},
				"two.json":   {Data: []byte(`{"family": "web", "containerDefinitions": [{"name": "web", "image": "web:1", "memory": 128}]} {`)},
				"other.json": {Data: []byte(`{"containerDefinitions": [{"name": "web", "image": "web:9", "memory": 128}]}`)},
			})
			if diff := cmp.Diff(c.want, mistakes(t, err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
