package conformance

import (
	"errors"
	"net/http"
	"reflect"
	"testing"

	"drydock/engine/api"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ecs"
	"github.com/aws/aws-sdk-go-v2/service/efs"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// clients holds a client of the SDK for each service, by the CLI's name. None of
// them tries a second time.
var clients = map[string]any{
	"ecs":   ecs.New(ecs.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
	"efs":   efs.New(efs.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
	"elb":   elasticloadbalancing.New(elasticloadbalancing.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
	"elbv2": elasticloadbalancingv2.New(elasticloadbalancingv2.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
	"iam":   iam.New(iam.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
	"sts":   sts.New(sts.Options{Region: region, HTTPClient: offline{}, Credentials: nobody, Retryer: aws.NopRetryer{}}),
}

const region = "eu-west-1"

var nobody = aws.AnonymousCredentials{}

// errOffline is how a call ends that the SDK's own checks let pass.
var errOffline = errors.New("nothing is sent from here")

// offline is an HTTP client that sends nothing.
type offline struct{}

func (offline) Do(*http.Request) (*http.Response, error) { return nil, errOffline }

// call is one of our operations beside the SDK's method of that name.
type call struct {
	op            *api.Operation
	method        reflect.Value
	input, output reflect.Type // structs
	sdk           *reader      // of the types of the service
}

// calls are our operations of the services that this run has clients for.
func calls(t *testing.T) []call {
	t.Helper()
	var out []call
	sdks := map[string]*reader{}
	for _, op := range api.Operations() {
		client, ok := clients[op.Service]
		if !ok || op.Hidden {
			continue
		}
		m := reflect.ValueOf(client).MethodByName(op.Name)
		if !m.IsValid() {
			t.Errorf("%s is no operation of the SDK", op.ID())
			continue
		}
		if sdks[op.Service] == nil {
			sdks[op.Service] = newReader()
		}
		out = append(out, call{op, m, m.Type().In(1).Elem(), m.Type().Out(0).Elem(), sdks[op.Service]})
	}
	if len(out) == 0 {
		t.Fatal("no operation was found")
	}
	return out
}
