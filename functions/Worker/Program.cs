return await CampaignTasks.Worker.Start.WorkerHost.RunAsync(args);
