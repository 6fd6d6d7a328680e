namespace NfvRuntime.Guests.Protocol;

/// <summary>A request whose answer is known.</summary>
/// <typeparam name="TResponse">Its answer.</typeparam>
public abstract record RequestOf<TResponse> : Request
    where TResponse : Response
{
    private protected RequestOf()
    {
    }
}
