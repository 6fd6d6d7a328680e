using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Host;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>Lets chain files open <see cref="TestPort"/>s as <c>test:</c>.</summary>
internal sealed class TestPortKinds(Action<string, TestPort> prepare) : IPortKinds, IPortKind
{
    public IEnumerable<string> Schemes => [Scheme];

    public string Scheme => "test";

    public bool CanRead => true;

    public bool CanWrite => true;

    public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
    {
        kind = scheme == Scheme ? this : null;
        return kind is not null;
    }

    public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader) => this;

    public IRingPort Open(string name, string open, object options, PortOpening context)
    {
        var port = new TestPort(name, 1, context.Host, (uint)context.Slots);
        prepare(name, port);
        return port;
    }
}
