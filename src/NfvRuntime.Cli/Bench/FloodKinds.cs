using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Host;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Cli.Bench;

/// <summary>Lets a chain text open <see cref="FloodPort"/>s as <c>flood:</c>.</summary>
/// <param name="frameBytes">Length of the frames, without CRC.</param>
internal sealed class FloodKinds(int frameBytes) : IPortKinds, IPortKind
{
    public IEnumerable<string> Schemes => [Scheme];

    public string Scheme => "flood";

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
        var port = new FloodPort(name, context.Host.Region, PortOptions.Default with { Slots = (uint)context.Slots }, frameBytes);
        context.Host.Add(port);
        BenchFrames.Stamp(port.Region, frameBytes);
        return port;
    }
}
