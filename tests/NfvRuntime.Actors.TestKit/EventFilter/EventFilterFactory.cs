using System.Text.RegularExpressions;
using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors.TestKit;

/// <summary>Says which log events and dead letters are meant. Of the texts that are given, all must fit.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilter> _filters;

    /// <summary>Filters for a system.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, [])
    {
    }

    internal EventFilterFactory(TestKitBase testkit, ActorSystem system, IReadOnlyList<EventFilter> filters)
    {
        _testKit = testkit;
        _system = system;
        _filters = filters;
        TestEventListener.Of(system);
    }

    /// <summary>Errors with an exception of a type.</summary>
    public IEventFilterApplier Exception<TException>(string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with an exception of a type, or with <paramref name="checkInnerExceptions"/> of such a reason.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false)
    {
        return Apply($"errors with {exceptionType}", entry => entry is Error && IsFrom(entry, source) && FitsCause(entry, entry.Cause));

        bool FitsCause(LogEvent entry, Exception? cause) => cause is not null
            && ((exceptionType.IsInstanceOfType(cause)
                    && (Fits(entry.Message, message, start, contains) || Fits(cause.Message, message, start, contains)))
                || (checkInnerExceptions && FitsCause(entry, cause.InnerException)));
    }

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.ErrorLevel, message, start, contains, source);

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(Regex pattern, string? source = null) => ForLogLevel(LogLevel.ErrorLevel, pattern, source);

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.WarningLevel, message, start, contains, source);

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) => ForLogLevel(LogLevel.WarningLevel, pattern, source);

    /// <summary>Information.</summary>
    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.InfoLevel, message, start, contains, source);

    /// <summary>Information.</summary>
    public IEventFilterApplier Info(Regex pattern, string? source = null) => ForLogLevel(LogLevel.InfoLevel, pattern, source);

    /// <summary>Debug events.</summary>
    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        ForLogLevel(LogLevel.DebugLevel, message, start, contains, source);

    /// <summary>Events of a level.</summary>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel, string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply($"{logLevel} {message ?? start ?? contains}", entry =>
            entry.LogLevel() == logLevel && Fits(entry.Message, message, start, contains) && IsFrom(entry, source));

    /// <summary>Events of a level.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        Apply($"{logLevel} {pattern}", entry =>
            entry.LogLevel() == logLevel && pattern.IsMatch(entry.Message.ToString() ?? "") && IsFrom(entry, source));

    /// <summary>Dead letters.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetter<object>();

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) => DeadLetter(typeof(TMessage), source);

    /// <summary>Dead letters of a type for which a condition holds.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetter(typeof(TMessage), message => isMatch((TMessage)message), source);

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) => DeadLetter(type, static _ => true, source);

    /// <summary>Dead letters of a type for which a condition holds.</summary>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        Apply($"dead letters of {type}", entry => entry.Message is DeadLetter letter && type.IsInstanceOfType(letter.Message)
            && isMatch(letter.Message) && IsFrom(entry, source));

    /// <summary>Events for which a condition holds.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply("a condition", entry => predicate(entry));

    /// <summary>Events of a type for which a condition holds.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Apply($"a condition on {typeof(TLogEvent).Name}", entry => entry is TLogEvent typed && predicate(typed));

    private static bool Fits(object message, string? whole, string? start, string? contains)
    {
        string text = message.ToString() ?? "";
        return (whole is null || text == whole)
            && (start is null || text.StartsWith(start, StringComparison.Ordinal))
            && (contains is null || text.Contains(contains, StringComparison.Ordinal));
    }

    private static bool IsFrom(LogEvent entry, string? source) => source is null || entry.LogSource == source;

    private EventFilterApplier Apply(string description, Func<LogEvent, bool> matches) =>
        new(_testKit, _system, [.. _filters, new EventFilter(description, matches)]);
}
