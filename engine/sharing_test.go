package engine

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
)

// memory collects where the slices, maps and pointers in a value point to, with
// the path that leads there.
func memory(v reflect.Value, path string, into map[uintptr]string) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice:
		if v.IsNil() || v.Kind() == reflect.Slice && v.Cap() == 0 {
			return
		}
		into[v.Pointer()] = path
	}
	switch v.Kind() {
	case reflect.Pointer:
		memory(v.Elem(), path, into)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			memory(v.Index(i), fmt.Sprintf("%s[%d]", path, i), into)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			memory(v.Field(i), path+"."+v.Type().Field(i).Name, into)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			memory(v.MapIndex(key), fmt.Sprintf("%s[%v]", path, key), into)
		}
	}
}

// shared are the paths of what two values both point to.
func shared(a, b any) []string {
	inA, inB := map[uintptr]string{}, map[uintptr]string{}
	memory(reflect.ValueOf(a), "", inA)
	memory(reflect.ValueOf(b), "", inB)
	var out []string
	for _, at := range slices.Sorted(maps.Keys(inA)) {
		if path, both := inB[at]; both {
			out = append(out, inA[at]+" and "+path)
		}
	}
	return out
}

func TestForksShareNoMemory(t *testing.T) {
	w := tell(prelude(t, 1, true), story[:len(story)/2], inOnePiece)
	if got := shared(w.s, w.Fork().s); len(got) > 0 {
		t.Errorf("a world and its fork share %v", got)
	}
	if got := shared(w.s, w.s); len(got) < 100 {
		t.Errorf("a world shares only %d things with itself: the walk does not see memory", len(got))
	}
}

// TestAnswersAreCopies: whoever holds an answer, or the request, cannot change
// the world through it.
func TestAnswersAreCopies(t *testing.T) {
	w := busy(t, false)
	withIAM(t, w)
	withNetwork(t, w)
	must(t, w, `drydock CrashTask {"Cluster": "prod", "Service": "web"}`, "advance 1s")
	withTaskSets(t, w)
	lines := append([]string{
		`aws ec2 create-security-group --group-name new --description x --vpc-id vpc-main`,
		`aws ec2 authorize-security-group-ingress --group-id sg-web --protocol tcp --port 22 --cidr 10.0.0.0/8`,
		`aws ec2 modify-instance-attribute --instance-id b --groups sg-web sg-alb`,
		`aws ec2 run-instances --image-id ami-1 --instance-type t3.nano --subnet-id subnet-a --security-group-ids sg-web`,
		`aws ec2 create-vpc-endpoint --vpc-id vpc-main --vpc-endpoint-type Interface --service-name com.amazonaws.eu-west-1.logs --subnet-ids private subnet-b --security-group-ids sg-web sg-alb`,
		`aws ec2 modify-vpc-endpoint --vpc-endpoint-id ep-ecr-api --add-security-group-ids sg-alb --add-subnet-ids subnet-b`,
		`aws ec2 create-network-acl --vpc-id vpc-main`,
		`aws ec2 modify-network-interface-attribute --network-interface-id {eni-of a} --groups sg-web sg-alb`,
		`aws ecs register-task-definition --family new --requires-compatibilities EC2 --container-definitions '[{"name":"a","image":"web:1","memory":64,"command":["x"],"portMappings":[{"containerPort":80}]}]'`,
		`aws ecs create-service --cluster prod --service-name new --task-definition new --desired-count 1 --deployment-configuration minimumHealthyPercent=50,maximumPercent=150`,
		`aws ecs update-service --cluster prod --service web --desired-count 2`,
		`aws ecs list-tasks --cluster prod --desired-status STOPPED`,
		`aws ecs describe-tasks --cluster prod --tasks {stopped}`,
		`aws elbv2 create-load-balancer --name new --subnets subnet-a subnet-b --security-groups sg-alb`,
		`aws elbv2 set-security-groups --load-balancer-arn alb --security-groups sg-alb sg-web`,
		`aws elbv2 register-targets --target-group-arn spare-tg --targets Id=a,Port=99`,
		`aws elbv2 create-target-group --name new --protocol HTTP --port 80 --vpc-id vpc-main --matcher HttpCode=200`,
		`aws iam create-role --role-name copied --tags Key=a,Value=b --assume-role-policy-document ` + tasksTrust,
		`aws iam create-user --user-name copied --tags Key=a,Value=b`,
		`aws iam create-policy --policy-name copied --tags Key=a,Value=b --policy-document ` + maySee,
		`aws iam create-instance-profile --instance-profile-name copied --tags Key=a,Value=b`,
	}, reads...)
	for _, line := range lines {
		line = taskAndInstance(w, line)
		op, in, as, err := read(line)
		if err != nil {
			t.Fatal(line, err)
		}
		r, refusal := w.Call(as, op.ID(), in)
		if refusal != nil {
			t.Error(line, refusal)
			continue
		}
		if got := shared(r.Out, w.s); len(got) > 0 {
			t.Errorf("%s\nthe answer shares %v", line, got)
		}
		if got := shared(in, w.s); len(got) > 0 {
			t.Errorf("%s\nthe request shares %v", line, got)
		}
	}
}
