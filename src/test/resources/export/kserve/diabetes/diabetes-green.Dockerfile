# Puts the model of diabetes/green where its server looks for it; the build context is the model’s folder.
ARG SERVER
FROM ${SERVER}
COPY [".", "/var/azureml-app/azureml-models/"]
