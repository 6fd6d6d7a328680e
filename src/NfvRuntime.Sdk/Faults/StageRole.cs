namespace NfvRuntime.Sdk;

/// <summary>What a kind of stage is for. It decides what happens by default to packets while such a stage is out of service.</summary>
public enum StageRole
{
    /// <summary>Packets are not the same, or not where they belong, without it (NAT, router, load balancer): they are dropped.</summary>
    Function,

    /// <summary>It keeps packets out (firewall, DDoS filter): they are dropped. A chain that lets them bypass it gets a warning.</summary>
    Security,

    /// <summary>It only looks at packets and passes them on as they are (counter, mirror): they bypass it.</summary>
    Observer,
}
