using System.Runtime.InteropServices;
using NfvRuntime.Agent.Native;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Ports;

/// <summary>The ports that the host gave. One task at a time.</summary>
/// <param name="control">Carries what their devices are asked.</param>
internal sealed class PortTable(ControlLine control)
{
    private readonly Dictionary<string, GuestPort> _ports = new(StringComparer.Ordinal);

    public RegionTable Regions { get; } = new();

    public IEnumerable<GuestPort> All => _ports.Values;

    public GuestPort? Find(string name) => _ports.GetValueOrDefault(name);

    /// <summary>Takes a port, and starts its rings.</summary>
    /// <returns>The record as this guest has it.</returns>
    /// <exception cref="AgentErrorException">It cannot be had; nothing of it is left.</exception>
    public ReadOnlyMemory<byte> Attach(AttachRequest request, DescriptorSet descriptors)
    {
        if (Find(request.Port) is { } known)
        {
            bool isSame = known.Memory.Reference == request.Region && known.Record.Span.SequenceEqual(request.Record.Span);
            return isSame ? known.Port.Configuration.ToBytes()
                : throw new AgentErrorException(ErrorCodes.Exists, $"port '{request.Port}' is attached with another region or record: detach it first");
        }

        int memory = Judge(request);
        PtnetConfiguration record = ParseRecord(request);
        SharedRegion region = Regions.Take(request.Region, descriptors.Take(memory));
        try
        {
            GuestPort port = Make(request, record, region, TakeOthers(request, descriptors, memory));
            _ports.Add(request.Port, port);
            return port.Port.Configuration.ToBytes();
        }
        catch (Exception e)
        {
            Regions.Return(region);
            bool isNoFit = e is PtnetException or RegionException or NetmapException;
            throw isNoFit ? new AgentErrorException(ErrorCodes.Failed, $"port '{request.Port}': {e.Message}") : e;
        }
    }

    /// <summary>Gives a port back; without a word to its device where there is no host.</summary>
    /// <returns>What the host's device said against it, if anything; the port is gone all the same.</returns>
    /// <exception cref="AgentErrorException">There is no such port, or a segment uses it.</exception>
    public string? Detach(string name)
    {
        GuestPort port = Require(name);
        if (port.User is { } user)
        {
            throw new AgentErrorException(ErrorCodes.Failed, $"segment '{user}' uses port '{name}': remove the segment first");
        }

        _ports.Remove(name);
        string? problem = null;
        try
        {
            if (control.IsConnected)
            {
                port.Port.Delete();
            }
        }
        catch (NetmapException e)
        {
            problem = e.Message;
        }

        port.Port.Dispose();
        Regions.Return(port.Memory);
        return problem;
    }

    /// <summary>What a port was attached with, its region's descriptor first; the descriptors are the caller's.</summary>
    /// <exception cref="AgentErrorException">There is no such port.</exception>
    public (RecallResponse Response, IReadOnlyList<SafeHandle> Descriptors) Recall(string name)
    {
        GuestPort port = Require(name);
        PortDescriptor[] roles = [new(DescriptorRole.Region), .. port.Descriptors.Select(Describe)];
        var handles = new List<SafeHandle>();
        try
        {
            handles.Add(Libc.Duplicate(port.Memory.Region.Handle!));
            handles.AddRange(port.Descriptors.Select(descriptor => Libc.Duplicate(descriptor.Handle)));
        }
        catch
        {
            handles.ForEach(handle => handle.Dispose());
            throw;
        }

        return (new RecallResponse(port.Memory.Reference, port.Record) { Descriptors = roles }, handles);
    }

    private GuestPort Require(string name) =>
        Find(name) ?? throw new AgentErrorException(ErrorCodes.NotFound, $"there is no port '{name}' here");

    private GuestPort Make(AttachRequest request, PtnetConfiguration record, SharedRegion region, PtnetDescriptor[] descriptors)
    {
        var port = new PtnetPort(record, region.Region, descriptors, asked => control.Ask(request.Port, asked));
        try
        {
            port.Create(record.HeaderLength);
            return new GuestPort(request.Port, region, port, request.Record, descriptors);
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }

    /// <returns>Which descriptor is the region's.</returns>
    private static int Judge(AttachRequest request)
    {
        if (request.Device is not null)
        {
            throw new AgentErrorException(ErrorCodes.Unsupported, "this agent is a process: it takes ports by descriptors, not in a device");
        }

        int[] memory = [.. from given in request.Descriptors.Index() where given.Item.Role == DescriptorRole.Region select given.Index];
        bool isKnown = request.Descriptors.All(descriptor => descriptor.Role != DescriptorRole.Control);
        return memory.Length == 1 && isKnown ? memory[0] : throw new AgentErrorException(new ErrorResponse(
            ErrorCodes.BadField, "a port comes with one descriptor of its region, and kicks and notifications of its rings", "descriptors"));
    }

    private static PtnetConfiguration ParseRecord(AttachRequest request)
    {
        try
        {
            return PtnetConfiguration.Parse(request.Record.Span);
        }
        catch (PtnetException e)
        {
            throw new AgentErrorException(new ErrorResponse(ErrorCodes.BadField, $"port '{request.Port}': {e.Message}", "record"));
        }
    }

    private static PtnetDescriptor[] TakeOthers(AttachRequest request, DescriptorSet descriptors, int memory) =>
    [
        .. from descriptor in request.Descriptors.Index()
           where descriptor.Index != memory
           let role = descriptor.Item.Role == DescriptorRole.Kick ? PtnetDescriptorRole.Kick : PtnetDescriptorRole.Notify
           select new PtnetDescriptor(role, (int?)descriptor.Item.Ring, descriptors.Take(descriptor.Index)),
    ];

    private static PortDescriptor Describe(PtnetDescriptor descriptor) =>
        new(descriptor.Role == PtnetDescriptorRole.Kick ? DescriptorRole.Kick : DescriptorRole.Notify, (uint?)descriptor.Ring);
}
