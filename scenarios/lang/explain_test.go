package lang

import "testing"

func TestExplain(t *testing.T) {
	tests := []struct{ text, want string }{
		{`target_group("web-tg").healthy == vars.desired`, `target_group("web-tg").healthy = 0, vars.desired = 4`},
		{`target_group("web-tg").unhealthy > 0`, `target_group("web-tg").unhealthy = 4`},
		{`target_group("db-tg").healthy == 4 and quiet`, `there is no target group "db-tg", quiet = true`},
		{`not (minute > 10 or title == "x") and minute < 20`, `minute = 12, title = "Healthy nowhere"`},
		{`all(admitted("prod"), .source == "sg-alb")`, `.source == "sg-alb" holds for 2 of 3, not for .source = "0.0.0.0/0"`},
		{`none(admitted("prod"), .port > 50)`, `.port > 50 holds for 2 of 3, not for .port = 80 or 443`},
		{`all(admitted("prod"), .port > 0)`, `.port > 0 holds for 3 of 3`},
		{`any(admitted("prod"), .open)`, `.open holds for 1 of 3`},
		{`all(admitted("test"), .open)`, `there is no cluster "test"`},
		{`count(admitted("prod"), .open) == 2`, `count(admitted("prod"), .open) = 1`},
		{`all(groups, any(.rules, .open))`, `any(.rules, .open) holds for 1 of 2`},
		{`"db" in names`, `names = ["web", "api"]`},
		{`title contains "x"`, `title = "Healthy nowhere"`},
		{`minute in [1, 2]`, `minute = 12`},
		{`minute + 1 == 4 * vars.desired`, `minute + 1 = 13, 4 * vars.desired = 16`},
		{`len(groups) == 1 and first(names) == last(names)`, `len(groups) = 2, first(names) = "web", last(names) = "api"`},
		{`quiet ? minute > 20 : false`, `quiet ? minute > 20 : false = false`},
		{`true`, ``},
	}
	for _, tt := range tests {
		if got := compile(t, tt.text, Bool).Explain(fake()); got != tt.want {
			t.Errorf("%s\n got  %s\n want %s", tt.text, got, tt.want)
		}
	}
	for text, want := range map[string]string{
		`groups`:                          `groups = [{name: "a"}, {name: "b"}]`,
		`target_group("web-tg")`:          `target_group("web-tg") = {name: "web-tg", healthy: 0, unhealthy: 4}`,
		`map(groups[0].rules, .ports[0])`: `there is no element 0 in a list of 0`,
	} {
		if got := compile(t, text, Any).Explain(fake()); got != want {
			t.Errorf("%s\n got  %s\n want %s", text, got, want)
		}
	}
	view := fake()
	view.Names = []string{"1", "2", "3", "4", "5", "6", "7"}
	if got, want := compile(t, `"0" in names`, Bool).Explain(view), `names = ["1", "2", "3", "4", "5", … 7 in all]`; got != want {
		t.Errorf("a long list: %s", got)
	}
	view.Admitted = func(string) ([]rule, error) {
		return []rule{{Source: "a"}, {Source: "a"}, {Source: "b"}, {Source: "c"}, {Source: "d"}}, nil
	}
	if got, want := compile(t, `all(admitted("prod"), .source == "x")`, Bool).Explain(view),
		`.source == "x" holds for 0 of 5, not for .source = "a" or "b" or "c" or …`; got != want {
		t.Errorf("many against it: %s", got)
	}
}
