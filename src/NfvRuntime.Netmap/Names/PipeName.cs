namespace NfvRuntime.Netmap;

/// <summary>One end of a netmap pipe: <c>parent{id</c> is the master, <c>parent}id</c> the slave.</summary>
/// <param name="Parent">Name of the port whose memory the pipe lives in.</param>
/// <param name="Id">Letters, digits and underscores; tells the parent's pipes apart.</param>
/// <param name="IsMaster">Which end.</param>
public sealed record PipeName(string Parent, string Id, bool IsMaster)
{
    /// <summary>The name of the opposite end.</summary>
    public string Peer => $"{Parent}{(IsMaster ? '}' : '{')}{Id}";
}
