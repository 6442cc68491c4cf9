package api

// Certificate is a server certificate of a listener.
type Certificate struct {
	CertificateArn string `json:"CertificateArn,omitempty" doc:"ARN of a certificate of ACM or IAM. No certificate is simulated: any such ARN will do."`
}

// CreateListenerInput describes a new listener.
type CreateListenerInput struct {
	LoadBalancerArn string           `json:"LoadBalancerArn,omitempty" api:"required,ref=load-balancer" doc:"The load balancer."`
	Protocol        string           `json:"Protocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the clients."`
	Port            *int64           `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port of the clients."`
	SslPolicy       string           `json:"SslPolicy,omitempty" doc:"Security policy of an HTTPS or TLS listener."`
	Certificates    []Certificate    `json:"Certificates,omitempty" doc:"The certificate of an HTTPS or TLS listener: exactly one."`
	DefaultActions  []ListenerAction `json:"DefaultActions,omitempty" api:"required" doc:"What to do with a request."`
	AlpnPolicy      []string         `json:"AlpnPolicy,omitempty" doc:"ALPN policy of a TLS listener; not simulated."`
}

// CreateListenerOutput is the new listener.
type CreateListenerOutput struct {
	Listeners []Listener `json:"Listeners"`
}

// ModifyListenerInput names a listener and what is to change.
type ModifyListenerInput struct {
	ListenerArn    string           `json:"ListenerArn,omitempty" api:"required,ref=listener" doc:"The listener."`
	Port           *int64           `json:"Port,omitempty" api:"min=1,max=65535" doc:"Port of the clients; stays when not given."`
	Protocol       string           `json:"Protocol,omitempty" api:"enum=HTTP|HTTPS|TCP|TLS|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC" doc:"Protocol of the clients; stays when not given."`
	SslPolicy      string           `json:"SslPolicy,omitempty" doc:"Security policy of an HTTPS or TLS listener; stays when not given."`
	Certificates   []Certificate    `json:"Certificates,omitempty" doc:"The certificate of an HTTPS or TLS listener; stays when not given."`
	DefaultActions []ListenerAction `json:"DefaultActions,omitempty" doc:"What to do with a request; stays when not given."`
	AlpnPolicy     []string         `json:"AlpnPolicy,omitempty" doc:"ALPN policy of a TLS listener; not simulated."`
}

// ModifyListenerOutput is the changed listener.
type ModifyListenerOutput struct {
	Listeners []Listener `json:"Listeners"`
}

// DeleteListenerInput names a listener that is to go.
type DeleteListenerInput struct {
	ListenerArn string `json:"ListenerArn,omitempty" api:"required,ref=listener" doc:"The listener."`
}

// Listener is a listener as it is described.
type Listener struct {
	ListenerArn     string           `json:"ListenerArn"`
	LoadBalancerArn string           `json:"LoadBalancerArn"`
	Port            int64            `json:"Port"`
	Protocol        string           `json:"Protocol"`
	Certificates    []Certificate    `json:"Certificates,omitempty"`
	SslPolicy       string           `json:"SslPolicy,omitempty"`
	DefaultActions  []ListenerAction `json:"DefaultActions"`
}

// DescribeListenersInput names a load balancer or listeners.
type DescribeListenersInput struct {
	LoadBalancerArn string   `json:"LoadBalancerArn,omitempty" api:"ref=load-balancer" doc:"The load balancer whose listeners to show."`
	ListenerArns    []string `json:"ListenerArns,omitempty" api:"ref=listener" doc:"The listeners by ARN."`
}

// DescribeListenersOutput lists listeners.
type DescribeListenersOutput struct {
	Listeners []Listener `json:"Listeners"`
}
