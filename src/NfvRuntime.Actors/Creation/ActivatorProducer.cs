using System.Reflection;

namespace NfvRuntime.Actors;

/// <summary>Makes instances by a constructor, looked up once: a restart must not pay for reflection again.</summary>
internal sealed class ActivatorProducer : IIndirectActorProducer
{
    private readonly object?[] _arguments;
    private readonly ConstructorInvoker? _constructor;

    public ActivatorProducer(Type type, object?[] arguments)
    {
        ActorType = type;
        _arguments = arguments;
        ConstructorInfo[] fitting = Array.FindAll(
            type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), Fits);
        _constructor = fitting.Length == 1 ? ConstructorInvoker.Create(fitting[0]) : null;
    }

    public Type ActorType { get; }

    public ActorBase Produce()
    {
        if (_constructor is not null)
        {
            return (ActorBase)_constructor.Invoke(_arguments.AsSpan());
        }

        const BindingFlags flags = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DoNotWrapExceptions;
        return (ActorBase)Activator.CreateInstance(ActorType, flags, binder: null, _arguments, culture: null)!;
    }

    public void Release(ActorBase actor)
    {
    }

    private bool Fits(ConstructorInfo constructor)
    {
        ParameterInfo[] parameters = constructor.GetParameters();
        if (parameters.Length != _arguments.Length)
        {
            return false;
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            Type type = parameters[i].ParameterType;
            bool fits = _arguments[i] is { } given ? type.IsInstanceOfType(given) : !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
