namespace NfvRuntime.Actors;

/// <summary>The handlers of one behaviour of a <see cref="ReceiveActor"/>, tried in the order of their declaration.</summary>
internal sealed class HandlerTable
{
    private readonly List<Func<object, bool>> _handlers = [];
    private bool _takesAll;

    public void Add<T>(Func<T, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(message => message is T typed && handler(typed));
    }

    public void Add(Type type, Func<object, bool> handler)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(handler);
        Append(message => type.IsInstanceOfType(message) && handler(message));
    }

    public void AddAny(Action<object> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Append(message =>
        {
            handler(message);
            return true;
        });
        _takesAll = true;
    }

    /// <summary>No handler may follow one that takes every message: it would never be called.</summary>
    public void TakesAll() => _takesAll = true;

    public bool Handle(object message)
    {
        foreach (Func<object, bool> handler in _handlers)
        {
            if (handler(message))
            {
                return true;
            }
        }

        return false;
    }

    private void Append(Func<object, bool> handler)
    {
        if (_takesAll)
        {
            throw new InvalidOperationException(
                "A handler that catches all messages has been added. No handler can be added after that: move it before ReceiveAny.");
        }

        _handlers.Add(handler);
    }
}
