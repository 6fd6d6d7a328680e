using System.Runtime.CompilerServices;
using NfvRuntime.Actors.Event;
using NfvRuntime.Actors.Islands;
using Xunit.Abstractions;

namespace NfvRuntime.Actors.TestKit;

/// <summary>Gets a system's log and dead letters in place of standard error, and offers each to the filters. Any thread.</summary>
internal sealed class TestEventListener
{
    private static readonly ConditionalWeakTable<ActorSystem, TestEventListener> Listeners = [];

    private readonly List<EventFilter> _filters = [];

    private TestEventListener(ActorSystem system)
    {
        system.LogTo(Take);
        IActorRef letters = system.ActorOf(Props.Create(() => new LetterActor(this)).WithDispatcher(Island.ThreadPool));
        system.EventStream.Subscribe(letters, typeof(DeadLetter));
        system.EventStream.Subscribe(letters, typeof(UnhandledMessage));
    }

    /// <summary>Where events go that no filter took; null for nowhere.</summary>
    public ITestOutputHelper? Output { get; set; }

    public static TestEventListener Of(ActorSystem system) => Listeners.GetValue(system, static owner => new TestEventListener(owner));

    public void Add(EventFilter filter)
    {
        lock (_filters)
        {
            _filters.Add(filter);
        }
    }

    public void Remove(EventFilter filter)
    {
        lock (_filters)
        {
            _filters.Remove(filter);
        }
    }

    private void Take(LogEvent entry)
    {
        EventFilter[] filters;
        lock (_filters)
        {
            filters = [.. _filters];
        }

        if (!Array.Exists(filters, filter => filter.Apply(entry)))
        {
            try
            {
                Output?.WriteLine(entry.ToString());
            }
            catch (InvalidOperationException)
            {
                Output = null; // The test has ended.
            }
        }
    }

    private sealed class LetterActor(TestEventListener listener) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is AllDeadLetters letter)
            {
                listener.Take(new Warning(null, letter.Recipient.Path.ToString(), letter.Recipient.GetType(), letter));
            }
        }
    }
}
