namespace NfvRuntime.Actors;

/// <summary>An actor that declares a handler for each type of message, in its constructor and in <c>Become</c>. The first that fits is called.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _handlers = new();
    private HandlerTable? _open;

    /// <summary>Opens the first behaviour for declarations.</summary>
    protected ReceiveActor() => _open = _handlers;

    /// <summary>Declares a handler.</summary>
    /// <typeparam name="T">Type of message.</typeparam>
    /// <param name="handler">Handles the message.</param>
    /// <param name="shouldHandle">If given, only messages for which it is true.</param>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Table.Add<T>(message =>
        {
            if (shouldHandle is not null && !shouldHandle(message))
            {
                return false;
            }

            handler(message);
            return true;
        });
        CloseIfAll(typeof(T), shouldHandle is null);
    }

    /// <summary>Declares a handler.</summary>
    /// <typeparam name="T">Type of message.</typeparam>
    /// <param name="shouldHandle">Only messages for which it is true.</param>
    /// <param name="handler">Handles the message.</param>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => Receive(handler, shouldHandle);

    /// <summary>Declares a handler that decides by its result.</summary>
    /// <typeparam name="T">Type of message.</typeparam>
    /// <param name="handler">Gives false for a message that it leaves to the next handler.</param>
    protected void Receive<T>(Func<T, bool> handler) => Table.Add(handler);

    /// <summary>Declares a handler.</summary>
    /// <param name="messageType">Type of message.</param>
    /// <param name="handler">Handles the message.</param>
    /// <param name="shouldHandle">If given, only messages for which it is true.</param>
    protected void Receive(Type messageType, Action<object> handler, Predicate<object>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Table.Add(messageType, message =>
        {
            if (shouldHandle is not null && !shouldHandle(message))
            {
                return false;
            }

            handler(message);
            return true;
        });
        CloseIfAll(messageType, shouldHandle is null);
    }

    /// <summary>Declares a handler.</summary>
    /// <param name="messageType">Type of message.</param>
    /// <param name="shouldHandle">Only messages for which it is true.</param>
    /// <param name="handler">Handles the message.</param>
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler) =>
        Receive(messageType, handler, shouldHandle);

    /// <summary>Declares a handler that decides by its result.</summary>
    /// <param name="messageType">Type of message.</param>
    /// <param name="handler">Gives false for a message that it leaves to the next handler.</param>
    protected void Receive(Type messageType, Func<object, bool> handler) => Table.Add(messageType, handler);

    /// <summary>Declares an asynchronous handler: no other message is processed until it has come to its end.</summary>
    /// <typeparam name="T">Type of message.</typeparam>
    /// <param name="handler">Handles the message; runs as the actor behind each <c>await</c> too.</param>
    /// <param name="shouldHandle">If given, only messages for which it is true.</param>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Receive(message => Cell.RunTask(() => handler(message)), shouldHandle);
    }

    /// <summary>Declares an asynchronous handler.</summary>
    /// <typeparam name="T">Type of message.</typeparam>
    /// <param name="shouldHandle">Only messages for which it is true.</param>
    /// <param name="handler">Handles the message.</param>
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    /// <summary>Declares an asynchronous handler.</summary>
    /// <param name="messageType">Type of message.</param>
    /// <param name="handler">Handles the message.</param>
    /// <param name="shouldHandle">If given, only messages for which it is true.</param>
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object>? shouldHandle = null)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Receive(messageType, message => Cell.RunTask(() => handler(message)), shouldHandle);
    }

    /// <summary>Declares an asynchronous handler.</summary>
    /// <param name="messageType">Type of message.</param>
    /// <param name="shouldHandle">Only messages for which it is true.</param>
    /// <param name="handler">Handles the message.</param>
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler) =>
        ReceiveAsync(messageType, handler, shouldHandle);

    /// <summary>Declares an asynchronous handler for all messages that no handler before it took. It must be the last.</summary>
    /// <param name="handler">Handles the message.</param>
    protected void ReceiveAnyAsync(Func<object, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        ReceiveAny(message => Cell.RunTask(() => handler(message)));
    }

    /// <summary>Declares a handler for all messages that no handler before it took. It must be the last.</summary>
    /// <param name="handler">Handles the message.</param>
    protected void ReceiveAny(Action<object> handler) => Table.AddAny(handler);

    /// <summary>Replaces the handlers by those that <paramref name="configure"/> declares.</summary>
    /// <param name="configure">Declares handlers.</param>
    protected void Become(Action configure)
    {
        HandlerTable table = Configure(configure);
        base.Become(message => HandleBy(table, message));
    }

    /// <summary>As <see cref="Become"/>, until <c>UnbecomeStacked</c>.</summary>
    /// <param name="configure">Declares handlers.</param>
    protected void BecomeStacked(Action configure)
    {
        HandlerTable table = Configure(configure);
        base.BecomeStacked(message => HandleBy(table, message));
    }

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => HandleBy(_handlers, message);

    /// <summary>Ends the declarations of the constructor.</summary>
    internal void Seal() => _open = null;

    private HandlerTable Table => _open
        ?? throw new InvalidOperationException("You may only call Receive-methods when constructing the actor and inside Become().");

    private void CloseIfAll(Type type, bool withoutCondition)
    {
        if (withoutCondition && type == typeof(object))
        {
            Table.TakesAll();
        }
    }

    private HandlerTable Configure(Action configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        HandlerTable? outer = _open;
        var table = new HandlerTable();
        _open = table;
        try
        {
            configure();
        }
        finally
        {
            _open = outer;
        }

        return table;
    }

    private void HandleBy(HandlerTable table, object message)
    {
        if (!table.Handle(message))
        {
            Unhandled(message);
        }
    }
}
