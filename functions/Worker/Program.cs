using CampaignTasks.Worker.Start;

return await CampaignTasks.Worker.Start.WorkerHost.RunAsync(args);
