package engine

import (
	"fmt"
	"strings"
	"testing"
)

func TestContainerMembers(t *testing.T) { // reference 01 §1.3
	linux := func(members string) string { return definitionOf("", with(`"linuxParameters":{`+members+`}`)) }
	awsvpc := func(members string) string { return definitionOf(`"networkMode":"awsvpc",`, with(members)) }
	windows := func(members string) string { return definitionOf(onWindows, with(members)) }
	tryAll(t, []refusal{
		{"cpu of 262144", definitionOf("", with(`"cpu":262144`)), ""},
		{"cpu above what the kernel takes", definitionOf("", with(`"cpu":262145`)), "at most 262144"},
		{"cpu equal to the task's", definitionOf(`"cpu":"256",`, with(`"cpu":256`)), ""},
		{"cpu above the task's", definitionOf(`"cpu":"256",`, with(`"cpu":257`)), "exceed that of the task"},
		{"memory of 4", definitionOf("", `{"name":"a","image":"web:1","memory":4}`), ""},
		{"memory of 3", definitionOf("", `{"name":"a","image":"web:1","memory":3}`), "at least 4 MiB"},
		{"no essential container", definitionOf("", with(`"essential":false`)), "At least one container must be essential."},
		{"links in bridge mode", definitionOf("", with(`"links":["b:db"]`), box("b", "")), ""},
		{"links to nothing", definitionOf("", with(`"links":["b:db"]`)), "no other container"},
		{"links in host mode", definitionOf(`"networkMode":"host",`, with(`"links":["b:db"]`), box("b", "")), "Links are not supported when networkMode=host"},
		{"links in awsvpc mode", awsvpc(`"links":["b"]`), "Links are not supported when networkMode=awsvpc"},
		{"hostname in awsvpc mode", awsvpc(`"hostname":"h"`), "Hostname is not supported"},
		{"dnsServers in awsvpc mode", awsvpc(`"dnsServers":["10.0.0.2"]`), "DNS servers are not supported on container when networkMode=awsvpc"},
		{"dnsSearchDomains in awsvpc mode", awsvpc(`"dnsSearchDomains":["x.y"]`), "DNS search domains"},
		{"extraHosts in awsvpc mode", awsvpc(`"extraHosts":[{"hostname":"h","ipAddress":"10.0.0.2"}]`), "Extra hosts"},
		{"disableNetworking in awsvpc mode", awsvpc(`"disableNetworking":true`), "Disable Networking is not supported on container when networkMode=awsvpc"},
		{"all of them in bridge mode", definitionOf("", with(`"hostname":"h","dnsServers":["10.0.0.2"],"dnsSearchDomains":["x.y"],"extraHosts":[{"hostname":"h","ipAddress":"10.0.0.2"}],"disableNetworking":true`)), ""},
		{"a search domain of no form", definitionOf("", with(`"dnsSearchDomains":["x y"]`)), "search domain"},
		{"a user by ids", definitionOf("", with(`"user":"1000:1000"`)), ""},
		{"a negative user", definitionOf("", with(`"user":"-1"`)), "the user '-1'"},
		{"a user of three parts", definitionOf("", with(`"user":"a:b:c"`)), "the user 'a:b:c'"},
		{"security options", definitionOf("", with(`"dockerSecurityOptions":["no-new-privileges","label:x"]`)), ""},
		{"an unknown security option", definitionOf("", with(`"dockerSecurityOptions":["seccomp:x"]`)), "seccomp:x"},
		{"a credential spec", definitionOf("", with(`"credentialSpecs":["credentialspec:arn"]`)), ""},
		{"two credential specs", definitionOf("", with(`"credentialSpecs":["credentialspec:a","credentialspec:b"]`)), "more than one"},
		{"a credential spec without its prefix", definitionOf("", with(`"credentialSpecs":["arn"]`)), "does not begin with"},
		{"a ulimit", definitionOf("", with(`"ulimits":[{"name":"nofile","softLimit":1024,"hardLimit":1048576}]`)), ""},
		{"a soft limit above the hard one", definitionOf("", with(`"ulimits":[{"name":"nofile","softLimit":2,"hardLimit":1}]`)), "above the hard limit"},
		{"an unknown ulimit", definitionOf("", with(`"ulimits":[{"name":"files","softLimit":1,"hardLimit":1}]`)), "InvalidParameterException"},
		{"swappiness of 100", linux(`"maxSwap":0,"swappiness":100`), ""},
		{"swappiness of 101", linux(`"swappiness":101`), "from 0 to 100"},
		{"negative swap", linux(`"maxSwap":-1`), "0 or more"},
		{"devices and tmpfs", linux(`"devices":[{"hostPath":"/dev/fuse","permissions":["read"]}],"tmpfs":[{"containerPath":"/run","size":64}],"sharedMemorySize":64,"initProcessEnabled":true,"capabilities":{"add":["NET_ADMIN"]}`), ""},
		{"no shared memory", linux(`"sharedMemorySize":0`), "1 or more"},
		{"a tmpfs without size", linux(`"tmpfs":[{"containerPath":"/run","size":0}]`), "tmpfs"},
		{"a system control of IPC", definitionOf("", with(`"systemControls":[{"namespace":"kernel.shmmax","value":"1"},{"namespace":"fs.mqueue.msg_max","value":"1"}]`)), ""},
		{"a system control of the network", definitionOf("", with(`"systemControls":[{"namespace":"net.core.somaxconn","value":"1024"}]`)), ""},
		{"another system control", definitionOf("", with(`"systemControls":[{"namespace":"vm.swappiness","value":"1"}]`)), "neither of IPC nor of the network"},
		{"a network control in host mode", definitionOf(`"networkMode":"host",`, with(`"systemControls":[{"namespace":"net.core.somaxconn","value":"1"}]`)), "networkMode=host"},
		{"an IPC control with the host's IPC", definitionOf(`"ipcMode":"host",`, with(`"systemControls":[{"namespace":"kernel.sem","value":"1"}]`)), "ipcMode=host"},
		{"a GPU", definitionOf("", with(`"resourceRequirements":[{"type":"GPU","value":"1"}]`)), ""},
		{"half a GPU", definitionOf("", with(`"resourceRequirements":[{"type":"GPU","value":"0.5"}]`)), "whole GPUs"},
		{"an accelerator", definitionOf("", with(`"resourceRequirements":[{"type":"InferenceAccelerator","value":"d"}]`)), "InferenceAccelerator"},
		{"memoryReservation on Windows", windows(`"memoryReservation":64`), "memoryReservation is not supported for Windows"},
		{"a user on Windows", windows(`"user":"ContainerUser"`), "user is not supported for Windows"},
		{"linuxParameters on Windows", windows(`"linuxParameters":{}`), "linuxParameters is not supported for Windows"},
		{"privileged on Windows", windows(`"privileged":true`), "privileged is not supported for Windows"},
		{"ulimits on Windows", windows(`"ulimits":[{"name":"core","softLimit":1,"hardLimit":1}]`), "ulimits is not supported for Windows"},
		{"an unknown versionConsistency", definitionOf("", with(`"versionConsistency":"maybe"`)), "InvalidParameterException"},
		{"version consistency off", definitionOf("", with(`"versionConsistency":"disabled"`)), ""},
	})
}

func TestContainerOrder(t *testing.T) { // reference 01 §1.6
	dependent := func(condition, other string) string {
		return definitionOf("", with(`"dependsOn":[{"containerName":"b","condition":"`+condition+`"}]`), box("b", other))
	}
	const side, checked = `"essential":false`, `"healthCheck":{"command":["CMD-SHELL","true"]}`
	tryAll(t, []refusal{
		{"START", dependent("START", ""), ""},
		{"COMPLETE", dependent("COMPLETE", side), ""},
		{"COMPLETE of an essential container", dependent("COMPLETE", ""), "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"},
		{"SUCCESS", dependent("SUCCESS", side), ""},
		{"SUCCESS of an essential container", dependent("SUCCESS", ""), "A dependency container with SUCCESS or COMPLETE condition cannot be an essential container"},
		{"HEALTHY", dependent("HEALTHY", checked), ""},
		{"HEALTHY without a check", dependent("HEALTHY", ""), "A dependency container with HEALTHY condition must have health check"},
		{"an unknown condition", dependent("READY", ""), "InvalidParameterException"},
		{"on nothing", definitionOf("", with(`"dependsOn":[{"containerName":"b","condition":"START"}]`)), "Cannot depend on container b because it does not exist"},
		{"on itself", definitionOf("", with(`"dependsOn":[{"containerName":"a","condition":"START"}]`)), "in a ring: a -> a."},
		{"on each other", dependent("START", `"dependsOn":[{"containerName":"a","condition":"START"}]`), "in a ring: a -> b -> a."},
		{"a ring through a link", dependent("START", `"links":["a"]`), "in a ring: a -> b -> a."},
		{"a ring through volumesFrom", dependent("START", `"volumesFrom":[{"sourceContainer":"a"}]`), "in a ring: a -> b -> a."},
		{"startTimeout and stopTimeout on EC2", definitionOf("", with(`"startTimeout":600,"stopTimeout":600`)), ""},
		{"a negative stopTimeout", definitionOf("", with(`"stopTimeout":-1`)), "'stopTimeout' must be from 0"},
		{"a stopTimeout of 120 on Fargate", definitionOf(onFargate, with(`"startTimeout":2,"stopTimeout":120`)), ""},
		{"a stopTimeout of 121 on Fargate", definitionOf(onFargate, with(`"stopTimeout":121`)), "from 2 to 120"},
		{"a startTimeout of 1 on Fargate", definitionOf(onFargate, with(`"startTimeout":1`)), "from 2 to 120"},
		{"a restart policy", definitionOf("", with(`"restartPolicy":{"enabled":true,"ignoredExitCodes":[0],"restartAttemptPeriod":60}`)), ""},
		{"a period of 59", definitionOf("", with(`"restartPolicy":{"enabled":true,"restartAttemptPeriod":59}`)), "from 60 to 1800"},
		{"a period of 1801", definitionOf("", with(`"restartPolicy":{"enabled":true,"restartAttemptPeriod":1801}`)), "from 60 to 1800"},
		{"51 exit codes", definitionOf("", with(`"restartPolicy":{"enabled":true,"ignoredExitCodes":[0`+strings.Repeat(",1", 50)+`]}`)), "at most 50"},
	})
}

func TestHealthCheckMembers(t *testing.T) { // reference 01 §1.7
	check := func(members string) string {
		return definitionOf("", with(`"healthCheck":{"command":["CMD-SHELL","curl -f localhost"]`+members+`}`))
	}
	cases := []refusal{
		{"no command", definitionOf("", with(`"healthCheck":{"command":[]}`)), "CMD or CMD-SHELL"},
		{"a bare command", definitionOf("", with(`"healthCheck":{"command":["curl","localhost"]}`)), "CMD or CMD-SHELL"},
		{"CMD", definitionOf("", with(`"healthCheck":{"command":["CMD","true"]}`)), ""},
	}
	for _, f := range []struct {
		member   string
		from, to int
	}{{"interval", 5, 300}, {"timeout", 2, 60}, {"retries", 1, 10}, {"startPeriod", 0, 300}} {
		wrong := fmt.Sprintf("'%s' of a health check must be from %d to %d", f.member, f.from, f.to)
		for n, want := range map[int]string{f.from - 1: wrong, f.from: "", f.to: "", f.to + 1: wrong} {
			cases = append(cases, refusal{fmt.Sprint(f.member, " ", n), check(fmt.Sprintf(`,"%s":%d`, f.member, n)), want})
		}
	}
	tryAll(t, cases)
	d, _ := attempt(t, prelude(t, 1, false), check(""))
	if h := d.ContainerDefinitions[0].HealthCheck; value(h.Interval) != 30 || value(h.Timeout) != 5 || value(h.Retries) != 3 || h.StartPeriod != nil {
		t.Errorf("defaults: %+v", h)
	}
}

func TestSecretsAndFiles(t *testing.T) { // reference 01 §1.8
	const role = `"executionRoleArn":"exec",`
	const asm = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf"
	secret := func(from string) string {
		return definitionOf(role, with(`"secrets":[{"name":"S","valueFrom":"`+from+`"}]`))
	}
	file := func(arn string) string {
		return definitionOf(role, with(`"environmentFiles":[{"type":"s3","value":"`+arn+`"}]`))
	}
	tryAll(t, []refusal{
		{"a whole secret", secret(asm), ""},
		{"a key of it", secret(asm + ":username1::"), ""},
		{"a stage", secret(asm + "::AWSPREVIOUS:"), ""},
		{"a version", secret(asm + ":::9d4cb84b"), ""},
		{"a stage and a version", secret(asm + "::AWSPREVIOUS:9d4cb84b"), "no ARN of a secret"},
		{"colons missing", secret(asm + ":username1"), "no ARN of a secret"},
		{"a parameter by ARN", secret("arn:aws:ssm:us-east-1:123456789012:parameter/db/password"), ""},
		{"a parameter by name", secret("/db/password"), ""},
		{"a bare name", secret("db"), ""},
		{"nothing of the kind", secret("arn:aws:s3:::bucket/key"), "no ARN or name of a parameter"},
		{"without the execution role", definitionOf("", with(`"secrets":[{"name":"S","valueFrom":"db"}]`)), "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."},
		{"secretOptions without the role", definitionOf("", with(`"logConfiguration":{"logDriver":"splunk","secretOptions":[{"name":"splunk-token","valueFrom":"t"}]}`)), "executionRoleArn"},
		{"a private registry without the role", definitionOf("", with(`"repositoryCredentials":{"credentialsParameter":"x"}`)), "executionRoleArn"},
		{"a variable of the same name", definitionOf(role, with(`"secrets":[{"name":"S","valueFrom":"db"}],"environment":[{"name":"S","value":"x"}]`)), "The secret name must be unique"},
		{"the same secret twice", definitionOf(role, with(`"secrets":[{"name":"S","valueFrom":"a"},{"name":"S","valueFrom":"b"}]`)), "The secret name must be unique"},
		{"a variable without a name", definitionOf("", with(`"environment":[{"value":"x"}]`)), "needs a name"},
		{"a file", file("arn:aws:s3:::bucket/dir/web.env"), ""},
		{"a file that is not .env", file("arn:aws:s3:::bucket/web.txt"), ".env"},
		{"a file that is no ARN", file("s3://bucket/web.env"), ".env"},
		{"eleven files", definitionOf(role, with(`"environmentFiles":[`+strings.TrimSuffix(strings.Repeat(`{"type":"s3","value":"arn:aws:s3:::b/x.env"},`, 11), ",")+`]`)), "more than 10"},
		{"a file without the role", definitionOf("", with(`"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/x.env"}]`)), "executionRoleArn"},
		{"a file on Windows", definitionOf(onWindows+role, with(`"environmentFiles":[{"type":"s3","value":"arn:aws:s3:::b/x.env"}]`)), "not supported for Windows"},
	})
}

func TestLogDrivers(t *testing.T) { // reference 01 §1.9
	const role = `"executionRoleArn":"exec",`
	log := func(members, driver, options string) string {
		return definitionOf(members, with(`"logConfiguration":{"logDriver":"`+driver+`","options":{`+options+`}}`))
	}
	const group, prefix = `"awslogs-group":"/ecs/web","awslogs-region":"eu-west-1"`, `,"awslogs-stream-prefix":"web"`
	cases := []refusal{
		{"an unknown driver", log("", "logentries", ""), "InvalidParameterException"},
		{"awslogs without a group", log("", "awslogs", `"awslogs-region":"eu-west-1"`), "Log driver awslogs requires options: awslogs-group"},
		{"awslogs without a Region", log("", "awslogs", `"awslogs-group":"g"`), "Log driver awslogs requires options: awslogs-region"},
		{"awslogs on EC2", log("", "awslogs", group), ""},
		{"a mode", log("", "awslogs", group+`,"mode":"non-blocking","max-buffer-size":"25m"`), ""},
		{"no mode", log("", "awslogs", group+`,"mode":"fast"`), "blocking or non-blocking"},
		{"awslogs on Fargate", log(onFargate+role, "awslogs", group+prefix), ""},
		{"awslogs on Fargate without the role", log(onFargate, "awslogs", group+prefix), "Fargate requires task definition to have execution role ARN to support log driver awslogs."},
		{"awslogs on Fargate without a prefix", log(onFargate+role, "awslogs", group), "Log driver awslogs requires options: awslogs-stream-prefix"},
		{"awslogs on EXTERNAL without the role", log(`"requiresCompatibilities":["EXTERNAL"],`, "awslogs", group), "execution role ARN to support log driver awslogs"},
		{"FireLens with a file in S3", definitionOf("", with(`"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"s3"}}`)), ""},
		{"FireLens on Fargate with a file in S3", definitionOf(onFargate, with(`"firelensConfiguration":{"type":"fluentbit","options":{"config-file-type":"s3"}}`)), "config-file-type s3"},
		{"FireLens with another file", definitionOf("", with(`"firelensConfiguration":{"type":"fluentd","options":{"config-file-type":"http"}}`)), "s3 or file"},
	}
	for _, driver := range []string{"fluentd", "gelf", "json-file", "journald", "syslog", "splunk", "awsfirelens"} {
		want := driver + " is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]"
		if driver == "splunk" || driver == "awsfirelens" {
			want = ""
		}
		cases = append(cases, refusal{driver + " on EC2", log("", driver, ""), ""}, refusal{driver + " on Fargate", log(onFargate, driver, ""), want})
	}
	tryAll(t, cases)
}
