using NfvRuntime.Guests.Protocol;
using NfvRuntime.Runtime;

namespace NfvRuntime.Agent.Segments;

/// <summary>State of a segment's stages on its way out of them or into them, piece by piece. One task at a time.</summary>
/// <param name="runtime">The segment.</param>
internal sealed class StateTransfers(SegmentRuntime runtime)
{
    private const int FrameRest = 1024; // of an answer, beside the data and the longest names
    private const int MostImported = 1 << 30;

    private readonly Dictionary<string, (ulong Number, StageState State)> _snapshots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Format, MemoryStream Data)> _imports = new(StringComparer.Ordinal);
    private ulong _numbers;

    /// <param name="request">What is wanted.</param>
    /// <param name="greatestBody">What the host takes in one frame.</param>
    public async Task<ExportStateResponse> ExportAsync(ExportStateRequest request, int greatestBody)
    {
        if (request is { Snapshot: 0, Offset: 0 })
        {
            _snapshots[request.Stage] = (++_numbers, await OrRefuse(runtime.ExportAsync(request.Stage)).ConfigureAwait(false));
        }

        if (!_snapshots.TryGetValue(request.Stage, out var snapshot) || (request.Snapshot != 0 && request.Snapshot != snapshot.Number))
        {
            throw new AgentErrorException(
                ErrorCodes.NotFound, $"there is no snapshot {request.Snapshot} of stage '{request.Stage}': begin with snapshot 0 at offset 0");
        }

        ulong total = (ulong)snapshot.State.Data.Length;
        if (request.Offset > total || (request.Snapshot == 0 && request.Offset != 0))
        {
            throw Bad($"the snapshot has {total} bytes, and {request.Offset} is no offset in it", "offset");
        }

        int length = (int)Math.Min(Math.Min(request.Limit, total - request.Offset), (ulong)Math.Max(1, greatestBody - FrameRest));
        if (request.Offset + (ulong)length == total)
        {
            _snapshots.Remove(request.Stage);
        }

        return new ExportStateResponse(snapshot.Number, snapshot.State.Format, total, snapshot.State.Data.Slice((int)request.Offset, length));
    }

    public async Task<ImportStateResponse> ImportAsync(ImportStateRequest request)
    {
        if (request.Total > MostImported)
        {
            throw new AgentErrorException(new ErrorResponse(ErrorCodes.TooLarge, $"state of {request.Total} bytes: {MostImported} are the most", "total"));
        }

        if (request.Offset == 0)
        {
            _imports[request.Stage] = (request.Format, new MemoryStream());
        }

        if (!_imports.TryGetValue(request.Stage, out var import) || import.Format != request.Format || request.Offset != (ulong)import.Data.Length)
        {
            throw Bad($"pieces of one state come in order, from offset 0; stage '{request.Stage}' has {import.Data?.Length ?? 0} bytes", "offset");
        }

        import.Data.Write(request.Data.Span);
        ulong received = (ulong)import.Data.Length;
        if (received == request.Total)
        {
            _imports.Remove(request.Stage);
            var state = new StageState(request.Format, import.Data.GetBuffer().AsMemory(0, (int)received));
            await OrRefuse(ImportAsync(request.Stage, state)).ConfigureAwait(false);
        }

        return new ImportStateResponse(received);
    }

    private async Task<bool> ImportAsync(string stage, StageState state)
    {
        await runtime.ImportAsync(stage, state).ConfigureAwait(false);
        return true;
    }

    private static async Task<T> OrRefuse<T>(Task<T> exchange)
    {
        try
        {
            return await exchange.ConfigureAwait(false);
        }
        catch (KeyNotFoundException e)
        {
            throw new AgentErrorException(ErrorCodes.NotFound, e.Message);
        }
        catch (NotSupportedException e)
        {
            throw new AgentErrorException(ErrorCodes.Unsupported, e.Message);
        }
        catch (InvalidDataException e)
        {
            throw new AgentErrorException(ErrorCodes.Failed, e.Message);
        }
    }

    private static AgentErrorException Bad(string message, string field) => new(new ErrorResponse(ErrorCodes.BadField, message, field));
}
