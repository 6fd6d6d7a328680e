using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>What a request is answered with.</summary>
/// <param name="Body">The answer.</param>
/// <param name="Descriptors">What goes beside it; closed here when it is gone.</param>
internal readonly record struct Answer(Response Body, IReadOnlyList<SafeHandle> Descriptors)
{
    public static implicit operator Answer(Response body) => new(body, []);
}
