package scenarios

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"drydock/engine"
	"drydock/engine/api"
	"drydock/engine/sim"
)

// View is what expressions see of a world: read-only, made when asked, whole
// numbers and lists only. A name that nothing has makes the look-up fail.
type View struct {
	TargetGroup   func(string) (TargetGroup, error)                 `expr:"target_group" example:"target_group(\"web-tg\").healthy == 4" doc:"a target group's counts of targets by state" ref:"target-group"`
	Targets       func(string) ([]Target, error)                    `expr:"targets" example:"all(targets(\"web-tg\"), .state == \"healthy\")" doc:"the targets of a target group" ref:"target-group"`
	Service       func(string) (Service, error)                     `expr:"service" example:"service(\"web\").running >= 2" doc:"a service's counters" ref:"service"`
	Tasks         func(string) ([]Task, error)                      `expr:"tasks" example:"count(tasks(\"web\"), .status == \"RUNNING\") == 4" doc:"a service's tasks that are not STOPPED, oldest first" ref:"service"`
	Containers    func(string) ([]Container, error)                 `expr:"containers" example:"count(containers(\"web\"), .name == \"web\" and .status == \"RUNNING\") == 4" doc:"the containers of a service's tasks that are not STOPPED, the oldest task first" ref:"service"`
	Records       func(string) (Records, error)                     `expr:"records" example:"records(\"uploads\").lost == 0 and records(\"uploads\").shared" doc:"what the tasks of a service's latest deployment have written into the directory of their image's writes" ref:"service"`
	Instances     func(string) ([]Instance, error)                  `expr:"instances" example:"count(instances(\"prod\"), .tasks > 0) == 2" doc:"a cluster's container instances" ref:"cluster"`
	Admitted      func(string) ([]Admission, error)                 `expr:"admitted" example:"all(admitted(\"prod\"), .source == \"sg-alb\")" doc:"every inbound rule of every security group on a cluster's instances, and on its tasks with interfaces of their own; or of a security group, a service, a load balancer, an instance"`
	Reachable     func(string, string, int) (bool, error)           `expr:"reachable" args:"from, to, port" example:"reachable(\"internet\", \"web-alb\", 80) and not reachable(\"internet\", \"web\", 8080)" doc:"whether every TCP connection from one thing to another is accepted: an instance, a task, a service (its RUNNING tasks), a load balancer, a database, a file system, internet, an AWS service such as ecr.api or s3, a domain name, an address"`
	Path          func(string, string, int) (Path, error)           `expr:"path" args:"from, to, port" example:"path(\"web\", \"ecr.api\", 443).endpoint == \"ep-ecr-api\"" doc:"how a connection fares, named as in reachable: the first that is not accepted, or else the first; of a service without RUNNING tasks it begins where its next task would be"`
	Response      func(string, string, int, string) (string, error) `expr:"response" args:"from, load_balancer, port, path" example:"response(\"internet\", \"web-alb\", 80, \"/\") == \"200\"" doc:"how requests to a load balancer end for their client, named as in reachable: 200, 503 Service Unavailable, 301 to https://…, connected, connection timed out; a path may begin with a host name; with counts when it hangs on the node or the target"`
	Exposure      func(string) (int, error)                         `expr:"exposure" example:"exposure(\"web\") == 0" doc:"TCP ports that the internet reaches, over all interfaces of a thing, named as in reachable: each port once for each interface"`
	Connections   func(string) (Calls, error)                       `expr:"connections" example:"connections(\"web\").made > 0 and connections(\"web\").failing == 0" doc:"the connections, other than to AWS, that the applications in a service's RUNNING tasks have opened" ref:"service"`
	SecurityGroup func(string) (SecurityGroup, error)               `expr:"security_group" example:"security_group(\"sg-alb\").ingress == 1" doc:"a security group, by alias, id or name"`

	Routed func(string, int, string) ([]string, error) `expr:"routed" args:"load_balancer, port, path" example:"all(routed(\"web-alb\", 80, \"/img/1\"), # == \"img-tg\")" doc:"names of the target groups to which requests to a load balancer go; none where nothing listens, for a redirect and for a fixed response; a path may begin with a host name"`

	Role       func(string) (Role, error)                 `expr:"role" example:"role(\"web-task\").beyond == 0" doc:"what a role may do, against what it was needed for since the world began" ref:"role"`
	Calls      func(string) (Calls, error)                `expr:"calls" example:"calls(\"web\").made > 0 and calls(\"web\").failing == 0" doc:"the calls of AWS that the applications in a service's RUNNING tasks have made" ref:"service"`
	Allowed    func(string, string, string) (bool, error) `expr:"allowed" args:"as, action, resource" example:"not allowed(\"role/web-task\", \"s3:DeleteObject\", \"arn:aws:s3:::menus/today\")" doc:"whether IAM would let somebody do something: a user, role/ and a role's name, or an ARN"`
	MayPass    func(string, string, string) (bool, error) `expr:"may_pass" args:"as, role, service" example:"may_pass(\"deployer\", \"web-task\", \"ecs-tasks.amazonaws.com\")" doc:"whether IAM would let somebody, named as in allowed, pass a role to a service"`
	Assumable  func(string, string, string) (bool, error) `expr:"assumable" args:"role, service, account" example:"not assumable(\"web-task\", \"ecs-tasks.amazonaws.com\", \"444455556666\")" doc:"whether a service that acts for an account may assume a role" ref:"role"`
	Things     func(string) ([]Thing, error)              `expr:"things" args:"kind" example:"last(things(\"nat-gateway\")).id" doc:"the things of a kind, for lines of play that need an id and for goals that count: those that the options of aws … take, such as nat-gateway, elastic-ip, vpc-endpoint, route-table-association or network-acl-association; where they are made one after another, the newest is the last" ref:"kind"`
	Registered func(string) (bool, error)                 `expr:"registered" example:"registered(\"node-a\")" doc:"whether the agent of an instance has registered it in a cluster and is connected" ref:"instance"`
}

// Role is a role, measured.
type Role struct {
	Granted int    `expr:"granted" doc:"actions that its policies allow, each pattern once for each statement"`
	Used    int    `expr:"used" doc:"those that something needed"`
	Unused  int    `expr:"unused" doc:"those that nothing needed, and resources that nothing needed"`
	Broad   int    `expr:"broad" doc:"wildcards in needed actions, NotAction, and resources that are a whole kind of things where single ones were needed"`
	Beyond  int    `expr:"beyond" doc:"both weighed: 1 for each, 10 for all actions of a service, 100 for all actions"`
	Denied  int    `expr:"denied" doc:"kinds of calls that it was needed for and of which the latest was denied"`
	ARN     string `expr:"arn" doc:"its ARN"`

	Boundary string `expr:"boundary" doc:"name of its permissions boundary; empty for none"`
}

// Calls are the calls of a service's applications.
type Calls struct {
	Made    int      `expr:"made" doc:"calls made since the tasks started"`
	Denied  int      `expr:"denied" doc:"those that were refused"`
	Failing int      `expr:"failing" doc:"calls whose latest attempt was refused, one for each container"`
	As      []string `expr:"as" doc:"names of the roles as which they are made; empty text for no credentials"`
}

// Thing is one of the things that a call may name.
type Thing struct {
	ID    string `expr:"id" doc:"id, name or ARN, as a call takes it"`
	Alias string `expr:"alias" doc:"its alias; empty for none"`
	Note  string `expr:"note" doc:"what completion shows beside it: the state and the subnet of a NAT gateway, the service and the type of an endpoint, the address of an Elastic IP address, the subnet and the table or ACL of an association"`
}

// Path is how a connection fares.
type Path struct {
	OK       bool   `expr:"ok" doc:"whether it is accepted"`
	Verdict  string `expr:"verdict" doc:"connected, timed out, connection refused, name not resolved, or no interface"`
	Stopped  string `expr:"stopped" doc:"the hop that refuses: a group with its direction, a route table, a network ACL with its direction; empty for none"`
	Endpoint string `expr:"endpoint" doc:"the VPC endpoint through which it goes, by alias or id; empty for none"`
	Source   string `expr:"source" doc:"the address that the other side sees: that of the NAT gateway, or its own public one, where it leaves the VPC; empty unless it is accepted"`
	Hops     int    `expr:"hops" doc:"hops that were looked at"`
}

// TargetGroup counts targets by state.
type TargetGroup struct {
	ARN       string `expr:"arn" doc:"its ARN, for lines of play"`
	Healthy   int    `expr:"healthy" doc:"targets that are healthy"`
	Unhealthy int    `expr:"unhealthy" doc:"targets that are unhealthy"`
	Initial   int    `expr:"initial" doc:"targets not judged yet"`
	Draining  int    `expr:"draining" doc:"targets being deregistered"`
	Unused    int    `expr:"unused" doc:"targets that get no traffic"`
	ClientIP  bool   `expr:"client_ip" doc:"whether they see the addresses of the clients, by client IP preservation"`
}

// Target is one registered target.
type Target struct {
	Host   string `expr:"host" doc:"the instance, by alias or id"`
	Port   int    `expr:"port" doc:"the port"`
	Own    bool   `expr:"own" doc:"whether it is checked on that port too, so that nobody else answers for it"`
	State  string `expr:"state" doc:"initial, healthy, unhealthy, unused or draining"`
	Reason string `expr:"reason" doc:"AWS's reason code, such as Target.Timeout"`
}

// Service is a service with its counters.
type Service struct {
	Desired int  `expr:"desired" doc:"desired count"`
	Running int  `expr:"running" doc:"tasks that are RUNNING"`
	Pending int  `expr:"pending" doc:"tasks before RUNNING"`
	Steady  bool `expr:"steady" doc:"whether it has reached a steady state"`
}

// Task is a task of a service.
type Task struct {
	ID       string `expr:"id" doc:"the task's id"`
	Status   string `expr:"status" doc:"last status"`
	Wanted   bool   `expr:"wanted" doc:"whether the desired status is RUNNING"`
	Health   string `expr:"health" doc:"state of its target; empty without a load balancer"`
	HostPort int    `expr:"host_port" doc:"first host port; 0 before it runs"`
	Instance string `expr:"instance" doc:"the instance that it is on, by alias or id; empty on Fargate"`
	Launch   string `expr:"launch_type" doc:"EC2 or FARGATE"`
	Network  string `expr:"network_mode" doc:"bridge, host, awsvpc or none"`
	Revision string `expr:"definition" doc:"its task definition with the revision, such as web:1"`
	Zone     string `expr:"zone" doc:"the Availability Zone that it is in"`
	Subnet   string `expr:"subnet" doc:"the subnet of its own network interface, or else of its instance, by alias or id"`
	Address  string `expr:"address" doc:"private address of its own network interface; empty without one, as in bridge mode"`
	PublicIP string `expr:"public_ip" doc:"public address of that interface; empty without one"`
	CPU      int    `expr:"cpu" doc:"CPU units that it holds of its instance, or has on Fargate"`
	Memory   int    `expr:"memory" doc:"MiB that it holds of its instance, or has on Fargate"`
	GPUs     int    `expr:"gpus" doc:"GPUs that it holds of its instance"`
	Age      int    `expr:"age" doc:"seconds since it reached RUNNING; 0 before"`
	Role     string `expr:"role" doc:"name of its task role; empty for none"`
	ExecRole string `expr:"execution_role" doc:"name of its task execution role; empty for none"`
	As       string `expr:"as" doc:"name of the role as which its applications call AWS, where they do; empty for nobody's credentials"`
	Sessions int    `expr:"sessions" doc:"sessions of ECS Exec that were opened in it"`
	Sees     int    `expr:"sees" doc:"records that it finds in the directory that its image writes into, whoever wrote them"`
}

// Container is a container of a service's task.
type Container struct {
	Task   string `expr:"task" doc:"id of its task"`
	Name   string `expr:"name" doc:"its name in the task definition"`
	Image  string `expr:"image" doc:"its image, with the tag"`
	Status string `expr:"status" doc:"last status: PENDING, CREATED, RUNNING or STOPPED"`
	Exit   int    `expr:"exit" doc:"its exit code; -1 while it has none"`
	Health string `expr:"health" doc:"HEALTHY, UNHEALTHY or UNKNOWN by its own health check; empty without one"`
	Limit  int    `expr:"limit" doc:"MiB that it may use at most: its hard limit, else the task's; 0 for none"`
}

// Records are what the tasks of a service's latest deployment have written.
type Records struct {
	Written int  `expr:"written" doc:"records written in all"`
	Kept    int  `expr:"kept" doc:"those that exist still"`
	Lost    int  `expr:"lost" doc:"those that do not"`
	Shared  bool `expr:"shared" doc:"whether there is one, and every RUNNING task sees all that are kept"`
}

// Instance is a container instance.
type Instance struct {
	ID         string `expr:"id" doc:"alias or instance id"`
	Tasks      int    `expr:"tasks" doc:"tasks on it that are not STOPPED"`
	CPULeft    int    `expr:"cpu_left" doc:"CPU units that no task holds"`
	MemoryLeft int    `expr:"memory_left" doc:"MiB that no task holds"`
	Type       string `expr:"type" doc:"its instance type"`
	Zone       string `expr:"zone" doc:"its Availability Zone"`
	Status     string `expr:"status" doc:"ACTIVE or DRAINING"`
	Connected  bool   `expr:"connected" doc:"whether its agent is connected"`
	Role       string `expr:"role" doc:"name of the role in its instance profile; empty for none"`
}

// Admission is one inbound rule in force on an instance.
type Admission struct {
	Instance string `expr:"instance" doc:"the instance, by alias or id, or task 0123abcd for a task's own interface"`
	Own      bool   `expr:"own" doc:"whether it is a task's own interface"`
	Group    string `expr:"group" doc:"the group that has the rule, by alias or id"`
	Protocol string `expr:"protocol" doc:"tcp, udp, icmp or -1 for all"`
	From     int    `expr:"from" doc:"first port"`
	To       int    `expr:"to" doc:"last port"`
	Source   string `expr:"source" doc:"who is admitted: a group's alias or id, or a CIDR"`
}

// SecurityGroup is a security group.
type SecurityGroup struct {
	ID      string `expr:"id" doc:"its id"`
	Ingress int    `expr:"ingress" doc:"number of inbound rules"`
}

// newView returns a view of whatever world the function returns.
func newView(world func() *engine.World) *View {
	return &View{
		TargetGroup: look(world, func(w *engine.World, id string) (TargetGroup, error) {
			g, err := w.FindTargetGroup(id)
			return TargetGroup{g.ARN, int(g.Healthy), int(g.Unhealthy), int(g.Initial), int(g.Draining), int(g.Unused), g.ClientIP}, err
		}),
		Targets: look(world, func(w *engine.World, id string) ([]Target, error) {
			g, err := w.FindTargetGroup(id)
			return convert(g.Targets, func(t engine.TargetView) Target {
				return Target{t.Host, int(t.Port), t.Check == t.Port, t.State, t.Reason}
			}), err
		}),
		Service: look(world, func(w *engine.World, id string) (Service, error) {
			s, err := w.FindService(id)
			return Service{int(s.Desired), int(s.Running), int(s.Pending), s.Steady}, err
		}),
		Tasks: look(world, func(w *engine.World, id string) ([]Task, error) {
			tasks, err := w.ServiceTasks(id)
			return convert(tasks, taskOf), err
		}),
		Containers: look(world, func(w *engine.World, id string) ([]Container, error) {
			list, err := w.ServiceContainers(id)
			return convert(list, containerOf), err
		}),
		Records: look(world, func(w *engine.World, id string) (Records, error) {
			r, err := w.Records(id)
			return Records{int(r.Written), int(r.Kept), int(r.Written - r.Kept), r.Shared}, err
		}),
		Instances: look(world, func(w *engine.World, id string) ([]Instance, error) {
			list, err := w.InstancesOf(id)
			return convert(list, instanceOf), err
		}),
		Admitted: look(world, func(w *engine.World, id string) ([]Admission, error) {
			list, err := w.Admitted(id)
			return convert(list, func(a engine.Admission) Admission {
				return Admission{a.Interface, a.Task, a.Group, a.Protocol, int(a.From), int(a.To), a.Source}
			}), err
		}),
		Reachable: lookPath(world, (*engine.World).Reachable),
		Path: lookPath(world, func(w *engine.World, from, to string, port int64) (Path, error) {
			p, err := w.PathOf(from, to, port)
			return Path{p.OK, p.Verdict, p.Stopped, p.Endpoint, p.Source, len(p.Steps)}, err
		}),
		Response: lookResponse(world),
		Routed: func(balancer string, port int, url string) ([]string, error) {
			host, path, _ := strings.Cut(url, "/")
			return world().Routed(balancer, int64(port), host, "/"+path)
		},
		Exposure: look(world, func(w *engine.World, id string) (int, error) {
			n, err := w.Exposure(id)
			return int(n), err
		}),
		Connections: look(world, func(w *engine.World, id string) (Calls, error) {
			c, err := w.Connections(id)
			return Calls{int(c.Made), int(c.Denied), int(c.Failing), c.As}, err
		}),
		SecurityGroup: look(world, func(w *engine.World, id string) (SecurityGroup, error) {
			g, err := w.FindSecurityGroup(id)
			return SecurityGroup{g.ID, len(g.Ingress)}, err
		}),
		Role: look(world, func(w *engine.World, id string) (Role, error) {
			r, err := w.Rights(id)
			return Role{int(r.Granted), int(r.Used), len(r.Unused), len(r.Broad), int(r.Beyond), int(r.Denied), r.ARN, r.Boundary}, err
		}),
		Calls: look(world, func(w *engine.World, id string) (Calls, error) {
			c, err := w.Calls(id)
			return Calls{int(c.Made), int(c.Denied), int(c.Failing), c.As}, err
		}),
		Allowed:   lookThree(world, (*engine.World).Allowed),
		MayPass:   lookThree(world, (*engine.World).MayPass),
		Assumable: lookThree(world, (*engine.World).Assumable),
		Things: look(world, func(w *engine.World, kind string) ([]Thing, error) {
			if !slices.Contains(thingKinds(), kind) {
				return nil, fmt.Errorf("there is no kind of things %q; expected one of %s", kind, strings.Join(thingKinds(), ", "))
			}
			return convert(w.Names(kind), func(n api.Name) Thing { return Thing(n) }), nil
		}),
		Registered: look(world, func(w *engine.World, id string) (bool, error) {
			return w.IsRegistered(id)
		}),
	}
}

// thingKinds are the kinds of things that calls name.
var thingKinds = sync.OnceValue(func() []string {
	kinds := map[string]bool{}
	var read func(s *api.Shape)
	read = func(s *api.Shape) {
		if s.Elem != nil {
			read(s.Elem)
		}
		for _, f := range s.Fields {
			for kind := range strings.SplitSeq(f.Ref, "|") {
				if kind != "" {
					kinds[kind] = true
				}
			}
			read(f.Shape)
		}
	}
	for _, op := range api.Operations() {
		read(op.Input())
	}
	return slices.Sorted(maps.Keys(kinds))
})

// look makes a function of the view that looks a thing up once, however often
// an expression asks, until the world has changed. Expressions change nothing
// of what they are given.
func look[K comparable, T any](world func() *engine.World, find func(*engine.World, K) (T, error)) func(K) (T, error) {
	type answer struct {
		value T
		err   error
	}
	type moment struct {
		world   *engine.World
		now     sim.Time
		changes uint64
	}
	var at moment
	known := map[K]answer{}
	return func(name K) (T, error) {
		w := world()
		if now := (moment{w, w.Now(), w.Changes()}); now != at {
			at = now
			clear(known)
		}
		a, ok := known[name]
		if !ok {
			a.value, a.err = find(w, name)
			known[name] = a
		}
		return a.value, a.err
	}
}

// lookPath makes a function of the view that asks about a connection.
func lookPath[T any](world func() *engine.World, ask func(w *engine.World, from, to string, port int64) (T, error)) func(from, to string, port int) (T, error) {
	type ends struct {
		from, to string
		port     int
	}
	of := look(world, func(w *engine.World, e ends) (T, error) { return ask(w, e.from, e.to, int64(e.port)) })
	return func(from, to string, port int) (T, error) { return of(ends{from, to, port}) }
}

// lookResponse makes the function of the view that asks how requests end.
func lookResponse(world func() *engine.World) func(from, balancer string, port int, path string) (string, error) {
	type request struct {
		from, balancer, path string
		port                 int
	}
	of := look(world, func(w *engine.World, r request) (string, error) {
		host, path, _ := strings.Cut(r.path, "/")
		return w.Response(r.from, r.balancer, int64(r.port), host, "/"+path)
	})
	return func(from, balancer string, port int, path string) (string, error) {
		return of(request{from, balancer, path, port})
	}
}

// lookThree makes a function of the view that asks about three texts.
func lookThree[T any](world func() *engine.World, ask func(w *engine.World, a, b, c string) (T, error)) func(a, b, c string) (T, error) {
	return func(a, b, c string) (T, error) { return ask(world(), a, b, c) }
}

func taskOf(t engine.TaskView) Task {
	out := Task{ID: t.ID, Status: t.LastStatus, Wanted: t.DesiredStatus == "RUNNING", Health: t.Health, Age: int(t.Ran / time.Second), Sees: int(t.Sees)}
	out.Instance, out.Launch, out.Network, out.Revision = t.Instance, t.LaunchType, t.Network, t.Definition
	out.Role, out.ExecRole, out.As, out.Sessions = t.TaskRole, t.ExecutionRole, t.As, int(t.Sessions)
	out.Zone, out.Subnet, out.Address, out.PublicIP = t.Zone, t.Subnet, t.Address, t.PublicIP
	out.CPU, out.Memory, out.GPUs = int(t.CPU), int(t.Memory), int(t.GPUs)
	if len(t.HostPorts) > 0 {
		out.HostPort = int(t.HostPorts[0])
	}
	return out
}

func containerOf(k engine.ContainerView) Container {
	out := Container{Task: k.Task, Name: k.Name, Image: k.Image, Status: k.LastStatus, Exit: -1, Health: k.Health, Limit: int(k.Limit)}
	if k.ExitCode != nil {
		out.Exit = int(*k.ExitCode)
	}
	return out
}

func instanceOf(i engine.InstanceView) Instance {
	out := Instance{ID: i.Alias, CPULeft: int(i.CPU.Total - i.CPU.Used), MemoryLeft: int(i.Memory.Total - i.Memory.Used), Type: i.Type, Zone: i.Zone, Status: i.Status, Connected: i.Connected, Role: i.Role}
	if out.ID == "" {
		out.ID = i.ID
	}
	for _, t := range i.Tasks {
		if t.LastStatus != "STOPPED" {
			out.Tasks++
		}
	}
	return out
}

func convert[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, v := range list {
		out[i] = f(v)
	}
	return out
}
