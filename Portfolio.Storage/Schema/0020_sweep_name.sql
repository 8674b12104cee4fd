-- Quartz loads a job by the name of its class. The sweep is registered as request-due-syncs by this version; under its
-- earlier name no worker could load it.
delete from qrtz_fired_triggers where job_name = 'ask-for-due-connections';
delete from qrtz_triggers where job_name = 'ask-for-due-connections';
delete from qrtz_job_details where job_name = 'ask-for-due-connections';
