namespace NfvRuntime.Actors.Hosting;

/// <summary>Something to do once the system is there, before the host is up.</summary>
/// <param name="system">The system.</param>
/// <param name="registry">Its registry.</param>
public delegate Task StartupTask(ActorSystem system, IActorRegistry registry);
