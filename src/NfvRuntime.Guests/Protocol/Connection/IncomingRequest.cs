namespace NfvRuntime.Guests.Protocol.Connection;

/// <summary>A request that waits to be carried out.</summary>
internal readonly record struct IncomingRequest(ulong Id, Request Body, RequestContext Context);
