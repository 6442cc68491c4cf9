package parts

import "regexp"

// longNames are the names that AWS gives things, and how much of each is enough
// to tell them apart on a screen.
var longNames = [...]struct {
	form  *regexp.Regexp
	short string
}{
	{regexp.MustCompile(`arn:aws:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:(?:targetgroup|loadbalancer/app|loadbalancer/net)/([A-Za-z0-9-]+)/[0-9a-f]{16}`), "$1"},
	{regexp.MustCompile(`arn:aws:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:([A-Za-z0-9_/:.-]+)`), "$1"},
	{regexp.MustCompile(`\b([0-9a-f]{4})[0-9a-f]{28}\b`), "$1…"},
	{regexp.MustCompile(`\b([a-z]+-0[0-9a-f]{3})[0-9a-f]{13}\b`), "$1…"},
	{regexp.MustCompile(`\becs-svc/([0-9]{4})[0-9]{15}\b`), "ecs-svc/$1…"},
}

// Short cuts ARNs, ids of tasks and instances, and the like to what tells them
// apart at a glance. The console prints them whole.
func Short(s string) string {
	for _, n := range longNames {
		s = n.form.ReplaceAllString(s, n.short)
	}
	return s
}
