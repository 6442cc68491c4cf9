package api

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTime(t *testing.T) {
	tests := []struct {
		at   Time
		want string
	}{
		{1772442012345, "2026-03-02T09:00:12.345000+00:00"},
		{1772442012000, "2026-03-02T09:00:12+00:00"},
		{1772442012005, "2026-03-02T09:00:12.005000+00:00"},
	}
	for _, tt := range tests {
		if got := tt.at.String(); got != tt.want {
			t.Errorf("%d: got %s, want %s", tt.at, got, tt.want)
		}
		if got, err := json.Marshal(tt.at); string(got) != `"`+tt.want+`"` || err != nil {
			t.Errorf("%d: got %s, %v", tt.at, got, err)
		}
	}
}

func TestMarshal(t *testing.T) {
	got := Marshal(&DescribeTargetHealthOutput{TargetHealthDescriptions: []TargetHealthDescription{{
		Target:       TargetDescription{Id: "i-1", Port: ptr[int64](0)},
		TargetHealth: TargetHealth{State: "unhealthy", Description: "a <b> & \"c\"\\\n\x01é"},
	}}})
	want := `{
    "TargetHealthDescriptions": [
        {
            "Target": {
                "Id": "i-1",
                "Port": 0
            },
            "TargetHealth": {
                "State": "unhealthy",
                "Description": "a <b> & \"c\"\\\n\u0001é"
            }
        }
    ]
}
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	tests := []struct {
		name string
		out  any
		want string
	}{
		{"nothing", &Nothing{}, ""},
		{"nil", nil, ""},
		{"all left out", &CreateVpcOutput{}, ""},
		{"a list that is always answered", DescribeServicesOutput{}, "{\n    \"services\": [],\n    \"failures\": []\n}\n"},
		{"times", &ServiceEvent{Id: "1", CreatedAt: 1000}, "{\n    \"id\": \"1\",\n    \"createdAt\": \"1970-01-01T00:00:01+00:00\",\n    \"message\": \"\"\n}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Marshal(tt.out); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// Every answer can be printed, and is JSON.
func TestMarshalAll(t *testing.T) {
	for _, o := range Operations() {
		v := reflect.New(o.output)
		fill(v.Elem())
		text := Marshal(v.Interface())
		if text != "" && !json.Valid([]byte(text)) {
			t.Errorf("%s: %s", o.ID(), text)
		}
		if text == "" && o.output.NumField() > 0 {
			t.Errorf("%s prints nothing", o.ID())
		}
	}
}

// fill sets every pointer, and gives every list one element.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.String:
		v.SetString("x")
	case reflect.Int64:
		v.SetInt(1)
	}
}

func TestError(t *testing.T) {
	e := Refuse("ClusterNotFoundException", "Cluster not found.")
	e.Op = "CreateService"
	if got, want := e.Error(), "An error occurred (ClusterNotFoundException) when calling the CreateService operation: Cluster not found."; got != want {
		t.Errorf("got %s", got)
	}
	if got := Refuse("X", "%s is %d", "a", 1).Message; got != "a is 1" {
		t.Errorf("got %q", got)
	}
}

func TestHelp(t *testing.T) {
	tests := []struct {
		args string
		want []string
	}{
		{"help", []string{"  ecs      55 operations\n"}},
		{"ecs help", []string{"aws ecs <subcommand> [parameters]", "  create-service: Creates a service that keeps a number of tasks running.\n", "services-stable"}},
		{"ecs create-service help", []string{
			"aws ecs create-service [--cluster <value>] --service-name <value>\n", "\nCreates a service", "Needs permission for ecs:CreateService.",
			"  --service-name <value> (string, required)\n      Name of the service.\n",
			"      One of: EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES\n", "        containerPort (integer): The container's port.\n",
			"      JSON: [{\"targetGroupArn\": \"string\", \"loadBalancerName\": \"string\",\n", "Example:\n  aws ecs create-service --service-name web\n",
			"Real, accepted and not simulated:\n", " --service-connect-configuration",
		}},
		{"ec2 authorize-security-group-ingress help", []string{"  --port <value> (string)\n      A port (22), a range (22-25), or all.\n", "  --ip-permissions <value> ... (list of structures)\n"}},
		{"ecs wait help", []string{"  services-stable: Polls with describe-services every 15 seconds"}},
		{"ecs wait services-stable help", []string{"aws ecs wait services-stable [--cluster <value>] --services <value> ...\n"}},
		{"ecs delete-service help", []string{"  --force (boolean)\n", "--no-force says the"}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			text, ok := Help(strings.Fields(tt.args))
			if !ok {
				t.Fatal("no help")
			}
			for _, want := range tt.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in\n%s", want, text)
				}
			}
			for line := range strings.Lines(text) {
				if len([]rune(line)) > helpWidth+1 {
					t.Errorf("wider than %d columns: %s", helpWidth, line)
				}
			}
			if strings.Contains(text, "drydock") {
				t.Errorf("help on what is not offered:\n%s", text)
			}
			_, err := ParseLine("aws " + tt.args)
			if ue, isUsage := err.(*UsageError); !isUsage || ue.Exit != 0 || ue.Text+"\n" != text {
				t.Errorf("ParseLine gives %v", err)
			}
		})
	}
	for _, args := range []string{"", "ecs", "ecs wait nosuch help", "sts wait help", "drydock help", "drydock name-resource help", "ecs nosuch help", "nosuch help", "ecs stop-task --task help"} {
		if text, ok := Help(strings.Fields(args)); ok {
			t.Errorf("Help(%q) = %q", args, text)
		}
	}
}

// Every page of help fits its width, and its example is a line that is read.
func TestHelpOnAll(t *testing.T) {
	for _, op := range Operations() {
		if op.Hidden {
			continue
		}
		text, ok := Help([]string{op.Service, op.Command(), "help"})
		if !ok {
			t.Errorf("no help on %s", op.ID())
		}
		for line := range strings.Lines(text) {
			if len([]rune(strings.TrimSuffix(line, "\n"))) > helpWidth && len(strings.Fields(strings.TrimSuffix(line, " \\\n"))) > 1 {
				t.Errorf("%s: too wide: %s", op.ID(), line)
			}
		}
		_, shown, _ := strings.Cut(text, "\nExample:\n")
		shown, _, _ = strings.Cut(shown, "\n\n")
		if _, err := ParseLine(shown); err != nil {
			t.Errorf("%s: the example %q: %v", op.ID(), shown, err)
		}
	}
}
