package play_test

import "testing/fstest"

// choiceFiles hold a small puzzle of choice with a hidden trial.
var choiceFiles = fstest.MapFS{"which.toml": {Data: []byte(`format = 1
[scenario]
id = "which"
rev = 1
title = "How many tasks"
objectives = ["lb.dynamic-port"]
difficulty = 1
minutes = 1
brief = "Three tasks are wanted."
debrief = "Three are three."
[world]
base = "two-az"
settle = "1m"
[[world.security_group]]
id = "sg-nodes"
[[world.instance]]
id = "node"
instance_type = "m5.large"
subnet_id = "subnet-a"
security_group_ids = ["sg-nodes"]
cluster = "prod"
[[world.image]]
uri = "web:1"
size = 100
listens = 80
[[world.task_definition]]
family = "web"
container_definitions = [{ name = "web", image = "web:1", cpu = 64, memory = 128 }]
[[world.service]]
service_name = "web"
cluster = "prod"
task_definition = "web"
desired_count = 1
[play]
horizon = "5m"
par = 1
[[goal]]
id = "three"
text = "Three tasks run"
points = 10
check = 'service("web").running == 3'
[[choice]]
id = "three"
label = "Three tasks"
why = "It is three."
right = true
do = ["aws ecs update-service --cluster prod --service web --desired-count 3"]
[[choice]]
id = "two"
label = "Two tasks"
why = "It is two."
do = ["aws ecs update-service --cluster prod --service web --desired-count 2"]
[[choice]]
id = "none"
label = "Three tasks of another service, which there is not"
why = "There is no such service."
do = ["aws ecs update-service --cluster prod --service other --desired-count 3"]
[[trial]]
chance = 7
`)}}
